import {ConfigError, UsageError} from '../errors.ts'

/** Where a value was found, from the strongest to the weakest. */
export type Origin =
  | {readonly kind: 'flag'}
  | {readonly kind: 'environment'; readonly variable: string}
  | {readonly kind: 'profile'; readonly profile: string}
  | {readonly kind: 'default'}

/** A value that knows by which flag it is set and where this one came from. */
export interface Setting<T> {
  /** `--cert`. */
  readonly flag: string
  readonly value: T
  readonly origin: Origin
  /** The bytes themselves, where a caller gave them instead of the path of a file. */
  readonly content?: Buffer | undefined
}

/** `--cert`, `--cert (from KMIPCTL_CERT)`, `--cert (from profile lab)`. */
export function describeSetting({flag, origin}: Pick<Setting<unknown>, 'flag' | 'origin'>): string {
  switch (origin.kind) {
    case 'flag':
      return flag
    case 'environment':
      return `${flag} (from ${origin.variable})`
    case 'profile':
      return `${flag} (from profile ${origin.profile})`
    default:
      return `${flag} (default)`
  }
}

/**
 * Turns a setting's text into what it means. Says in front of a UsageError or ConfigError of `parse` which setting it
 * is about.
 */
export function parseSetting<T>(setting: Setting<string>, parse: (text: string) => T): Setting<T> {
  try {
    return {...setting, value: parse(setting.value)}
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ConfigError)) throw error
    const message = `${describeSetting(setting)}: ${error.message}`
    const options = {hint: error.hint, cause: error}
    throw setting.origin.kind === 'flag' ? new UsageError(message, options) : new ConfigError(message, options)
  }
}
