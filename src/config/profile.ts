import {ConfigError} from '../errors.ts'

/**
 * Where and as whom the client talks. Values are texts as the flags take them; secrets are only referred to. In the
 * file, paths are absolute or relative to it.
 */
export const profileFields = {
  server: {path: false},
  serverName: {path: false},
  ca: {path: true},
  cert: {path: true},
  key: {path: true},
  keyPasswordFile: {path: true},
  username: {path: false},
  passwordFile: {path: true},
  passwordHash: {path: false},
  kmipVersion: {path: false},
  timeout: {path: false},
  connectTimeout: {path: false},
  connectRetries: {path: false},
  failover: {path: false},
  tlsMinVersion: {path: false},
  tlsMaxVersion: {path: false},
  tlsCiphers: {path: false},
} as const satisfies Readonly<Record<string, {readonly path: boolean}>>

export type ProfileField = keyof typeof profileFields

/** True checks nothing of the server's certificate. */
export interface ProfileSwitches {
  readonly insecure?: boolean
}

export type Profile = {readonly [Field in ProfileField]?: string} & ProfileSwitches

/** True for names like `lab`, `prod-eu.1`. */
export function isProfileName(name: string): boolean {
  return /^[A-Za-z\d][\w.-]{0,63}$/.test(name)
}

/** True for the fields that hold texts. */
export function isProfileField(name: string): name is ProfileField {
  return Object.hasOwn(profileFields, name)
}

/**
 * Checks one profile of a file.
 *
 * @throws ConfigError that names `where` and the field
 */
export function readProfile(value: unknown, where: string): Profile {
  if (!isRecord(value)) throw new ConfigError(`${where} is not an object`)
  const profile: {-readonly [Field in keyof Profile]: Profile[Field]} = {}
  for (const [name, field] of Object.entries(value)) {
    if (name === 'insecure') {
      if (typeof field !== 'boolean') throw new ConfigError(`${where}.insecure is neither true nor false`)
      profile.insecure = field
    } else if (isProfileField(name)) {
      if (typeof field !== 'string' || field === '') throw new ConfigError(`${where}.${name} is not a text`)
      profile[name] = field
    } else {
      throw new ConfigError(`${where}.${name} is not a setting of a profile`, {
        hint: `A profile may have ${[...Object.keys(profileFields), 'insecure'].join(', ')}`,
      })
    }
  }
  return profile
}

/** True for objects of JSON. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
