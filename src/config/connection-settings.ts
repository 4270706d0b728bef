import {ConfigError, UsageError} from '../errors.ts'
import {parseDuration} from './duration.ts'
import {variable, type Environment} from './environment.ts'
import type {Profile, ProfileField} from './profile.ts'
import type {NamedProfile, Profiles} from './profiles.ts'
import {describeSetting, parseSetting, type Origin, type Setting} from './setting.ts'
import {
  type FailoverName,
  parseFailover,
  parseRetries,
  parseSwitch,
  parseTlsVersion,
  type TlsVersion,
  tlsVersions,
} from './switch.ts'

/** The connection flags of a command as typed; missing ones are undefined. */
export type ConnectionFlags = {readonly [Field in ProfileField]?: string | undefined} & {
  readonly profile?: string | undefined
  readonly insecure?: boolean | undefined
  /** File with the value of a ticket. */
  readonly loginTicket?: string | undefined
}

/** A secret, or the file that holds it. */
export interface SecretSetting extends Setting<string> {
  readonly kind: 'file' | 'value'
}

/** Where and as whom to talk, each value with its origin. Texts are not checked further than their types say. */
export interface ConnectionSettings {
  /** The profile that took part. */
  readonly profile: string | undefined
  readonly server: Setting<string> | undefined
  readonly serverName: Setting<string> | undefined
  readonly ca: Setting<string> | undefined
  readonly cert: Setting<string> | undefined
  readonly key: Setting<string> | undefined
  readonly keyPassword: SecretSetting | undefined
  readonly username: Setting<string> | undefined
  readonly password: SecretSetting | undefined
  /** Which hash the password is sent with; as it is when absent. */
  readonly passwordHash: Setting<string> | undefined
  readonly kmipVersion: Setting<string>
  readonly timeoutMs: Setting<number>
  readonly connectTimeoutMs: Setting<number>
  /** How often all servers are tried once more when none could be reached. */
  readonly connectRetries: Setting<number>
  readonly failover: Setting<FailoverName>
  readonly tlsMinVersion: Setting<TlsVersion> | undefined
  readonly tlsMaxVersion: Setting<TlsVersion> | undefined
  /** In OpenSSL's notation. */
  readonly tlsCiphers: Setting<string> | undefined
  readonly insecure: Setting<boolean>
}

/** The flag and the variable of each setting. */
export const connectionSources = {
  server: {flag: '--server', variable: 'KMIPCTL_SERVER'},
  serverName: {flag: '--server-name', variable: 'KMIPCTL_SERVER_NAME'},
  ca: {flag: '--ca', variable: 'KMIPCTL_CA'},
  cert: {flag: '--cert', variable: 'KMIPCTL_CERT'},
  key: {flag: '--key', variable: 'KMIPCTL_KEY'},
  keyPasswordFile: {flag: '--key-password-file', variable: 'KMIPCTL_KEY_PASSWORD_FILE'},
  username: {flag: '--username', variable: 'KMIPCTL_USERNAME'},
  passwordFile: {flag: '--password-file', variable: 'KMIPCTL_PASSWORD_FILE'},
  passwordHash: {flag: '--password-hash', variable: 'KMIPCTL_PASSWORD_HASH'},
  kmipVersion: {flag: '--kmip-version', variable: 'KMIPCTL_KMIP_VERSION', fallback: '1.4'},
  timeout: {flag: '--timeout', variable: 'KMIPCTL_TIMEOUT', fallback: '30s'},
  connectTimeout: {flag: '--connect-timeout', variable: 'KMIPCTL_CONNECT_TIMEOUT', fallback: '5s'},
  connectRetries: {flag: '--connect-retries', variable: 'KMIPCTL_CONNECT_RETRIES', fallback: '0'},
  failover: {flag: '--failover', variable: 'KMIPCTL_FAILOVER', fallback: 'connection'},
  tlsMinVersion: {flag: '--tls-min-version', variable: 'KMIPCTL_TLS_MIN_VERSION'},
  tlsMaxVersion: {flag: '--tls-max-version', variable: 'KMIPCTL_TLS_MAX_VERSION'},
  tlsCiphers: {flag: '--tls-ciphers', variable: 'KMIPCTL_TLS_CIPHERS'},
} as const satisfies Readonly<Record<ProfileField, Source>>

interface Source {
  readonly flag: string
  readonly variable: string
  readonly fallback?: string
}

/** What a setting may come from. */
interface Sources {
  readonly flags: ConnectionFlags
  readonly environment: Environment
  readonly profile: NamedProfile | undefined
}

/**
 * Resolves all connection settings: flag, then environment, then profile, then default.
 *
 * @throws ConfigError when the profile does not exist or its file is wrong
 * @throws UsageError or ConfigError when a duration, a switch or a TLS version cannot be read
 */
export async function resolveConnectionSettings(
  flags: ConnectionFlags,
  environment: Environment,
  profiles: Pick<Profiles, 'read' | 'show'>,
): Promise<ConnectionSettings> {
  const sources = {flags, environment, profile: await chosenProfile(flags, environment, profiles)}
  const cert = find(sources, 'cert')
  const key = ofTheSameCredential(cert, find(sources, 'key'))
  const tls = (field: 'tlsMinVersion' | 'tlsMaxVersion') => parsed(find(sources, field), parseTlsVersion)
  const username = find(sources, 'username')
  return {
    profile: sources.profile?.name,
    server: find(sources, 'server'),
    serverName: find(sources, 'serverName'),
    ca: find(sources, 'ca'),
    cert,
    key,
    keyPassword: ofTheSameCredential(key ?? cert, secret(sources, 'keyPasswordFile', 'KMIPCTL_KEY_PASSWORD')),
    username,
    password: ofTheSameCredential(username, secret(sources, 'passwordFile', 'KMIPCTL_PASSWORD')),
    passwordHash: find(sources, 'passwordHash'),
    kmipVersion: withDefault(sources, 'kmipVersion'),
    timeoutMs: parseSetting(withDefault(sources, 'timeout'), parseDuration),
    connectTimeoutMs: parseSetting(withDefault(sources, 'connectTimeout'), parseDuration),
    connectRetries: parseSetting(withDefault(sources, 'connectRetries'), parseRetries),
    failover: parseSetting(withDefault(sources, 'failover'), parseFailover),
    ...tlsRange(tls('tlsMinVersion'), tls('tlsMaxVersion')),
    tlsCiphers: find(sources, 'tlsCiphers'),
    insecure: insecure(sources),
  }
}

/**
 * The setting, which a command cannot do without.
 *
 * @throws ConfigError that lists the ways to give it
 */
export function requireSetting<T>(field: ProfileField, setting: Setting<T> | undefined): Setting<T> {
  if (setting !== undefined) return setting
  const {flag, variable: name} = connectionSources[field]
  throw new ConfigError(`No ${described[field] ?? field} is given`, {
    hint: `Pass ${flag}, set ${name}, or save it with kmipctl profile add`,
  })
}

const described: {readonly [Field in ProfileField]?: string} = {
  server: 'server',
  cert: 'client certificate',
  key: 'private key',
  ca: 'CA certificate',
  username: 'user name',
}

async function chosenProfile(
  flags: ConnectionFlags,
  environment: Environment,
  profiles: Pick<Profiles, 'read' | 'show'>,
): Promise<NamedProfile | undefined> {
  const name = flags.profile ?? variable(environment, 'KMIPCTL_PROFILE')
  if (name !== undefined) return profiles.show(name)
  const {current} = await profiles.read()
  return current === undefined ? undefined : profiles.show(current)
}

function find({flags, environment, profile}: Sources, field: ProfileField): Setting<string> | undefined {
  const {flag, variable: name} = connectionSources[field]
  const candidates: readonly [string | undefined, Origin][] = [
    [flags[field], {kind: 'flag'}],
    [variable(environment, name), {kind: 'environment', variable: name}],
    [profile?.profile[field], {kind: 'profile', profile: profile?.name ?? ''}],
  ]
  for (const [value, origin] of candidates) {
    if (value !== undefined) return {flag, value, origin}
  }
  return undefined
}

/** Who sets the newest version below the default oldest one wants nothing newer. */
function tlsRange(oldest: Setting<TlsVersion> | undefined, newest: Setting<TlsVersion> | undefined) {
  const rank = (setting: Setting<TlsVersion>) => tlsVersions.indexOf(setting.value)
  if (oldest !== undefined && newest !== undefined && rank(oldest) > rank(newest)) {
    throw new UsageError(`${describeSetting(oldest)} is newer than ${describeSetting(newest)}`, {
      hint: `Allow a range: ${oldest.value} is above ${newest.value}`,
    })
  }
  const isBelowDefault = newest !== undefined && rank(newest) < tlsVersions.indexOf('TLSv1.2')
  return {tlsMinVersion: oldest ?? (isBelowDefault ? newest : undefined), tlsMaxVersion: newest}
}

type FieldWithDefault = 'kmipVersion' | 'timeout' | 'connectTimeout' | 'connectRetries' | 'failover'

function withDefault(sources: Sources, field: FieldWithDefault): Setting<string> {
  const {flag, fallback} = connectionSources[field]
  return find(sources, field) ?? {flag, value: fallback, origin: {kind: 'default'}}
}

/** A flag or the profile names the file; the environment may also hold the secret itself. */
function secret(sources: Sources, field: 'keyPasswordFile' | 'passwordFile', name: string): SecretSetting | undefined {
  const file = find(sources, field)
  const value = variable(sources.environment, name)
  if (value !== undefined && file?.origin.kind !== 'flag') {
    const {flag} = connectionSources[field]
    return {flag, value, origin: {kind: 'environment', variable: name}, kind: 'value'}
  }
  return file === undefined ? undefined : {...file, kind: 'file'}
}

const strength = {flag: 3, environment: 2, profile: 1, default: 0} as const

/**
 * A certificate from a flag must not be paired with the key of a profile: what comes from a weaker source than its
 * owner belongs to another credential. A secret in the environment has no flag and belongs to any.
 */
function ofTheSameCredential<S extends Setting<string>>(
  owner: Setting<string> | undefined,
  part: S | undefined,
): S | undefined {
  if (owner === undefined || part === undefined || ('kind' in part && part.origin.kind === 'environment')) return part
  return strength[part.origin.kind] < strength[owner.origin.kind] ? undefined : part
}

function parsed<T>(setting: Setting<string> | undefined, parse: (text: string) => T): Setting<T> | undefined {
  return setting === undefined ? undefined : parseSetting(setting, parse)
}

function insecure({flags, environment, profile}: Sources): Setting<boolean> {
  const flag = '--insecure'
  if (flags.insecure !== undefined) return {flag, value: flags.insecure, origin: {kind: 'flag'}}
  const name = 'KMIPCTL_INSECURE'
  const value = variable(environment, name)
  if (value !== undefined) {
    return parseSetting({flag, value, origin: {kind: 'environment', variable: name}}, parseSwitch)
  }
  const saved: Profile['insecure'] = profile?.profile.insecure
  if (saved !== undefined) return {flag, value: saved, origin: {kind: 'profile', profile: profile?.name ?? ''}}
  return {flag, value: false, origin: {kind: 'default'}}
}
