import {ecBits, rsaBits} from '../ca/key-specification.ts'
import {StorageError, UsageError} from '../errors.ts'
import type {AdministrationReader, Store} from '../storage/store.ts'
import {closest} from '../notation/closest.ts'
import {
  hostNames,
  ipAddresses,
  listeningAddresses,
  oneOf,
  seconds,
  wholeNumber,
  wholeSeconds,
  wrongValue,
} from './setting-values.ts'

/** How the server listens and what it issues: the parameters of Vault's `kmip/config`, with Vault's defaults. */
export interface ServerConfiguration {
  /** `host:port` each. */
  readonly listenAddrs: readonly string[]
  /** Seconds until a connection must be ready, the TLS handshake done. */
  readonly connectionTimeout: number
  /** DNS names in the server's certificate; the first is also its common name. */
  readonly serverHostnames: readonly string[]
  /** IP addresses in the server's certificate besides 127.0.0.1 and ::1. */
  readonly serverIps: readonly string[]
  readonly tlsCaKeyType: string
  readonly tlsCaKeyBits: number
  /** `tls10` to `tls13`. */
  readonly tlsMinVersion: string
  readonly defaultTlsClientKeyType: string
  readonly defaultTlsClientKeyBits: number
  /** Seconds. */
  readonly defaultTlsClientTtl: number
}

export const defaultConfiguration: ServerConfiguration = {
  listenAddrs: ['127.0.0.1:5696'],
  connectionTimeout: 1,
  serverHostnames: ['localhost'],
  serverIps: [],
  tlsCaKeyType: 'ec',
  tlsCaKeyBits: 521,
  tlsMinVersion: 'tls12',
  defaultTlsClientKeyType: 'ec',
  defaultTlsClientKeyBits: 521,
  defaultTlsClientTtl: 86_400,
}

type Parameter = keyof ServerConfiguration

interface ParameterRule {
  readonly field: Parameter
  readonly parse: (value: unknown, name: string) => ServerConfiguration[Parameter]
}

/** By the names that Vault gives them. */
const rules: Readonly<Record<string, ParameterRule>> = {
  listen_addrs: {field: 'listenAddrs', parse: listeningAddresses},
  connection_timeout: {field: 'connectionTimeout', parse: timeout},
  server_hostnames: {field: 'serverHostnames', parse: hostNames},
  server_ips: {field: 'serverIps', parse: ipAddresses},
  tls_ca_key_type: {field: 'tlsCaKeyType', parse: keyType},
  tls_ca_key_bits: {field: 'tlsCaKeyBits', parse: wholeNumber},
  tls_min_version: {field: 'tlsMinVersion', parse: tlsVersion},
  default_tls_client_key_type: {field: 'defaultTlsClientKeyType', parse: keyType},
  default_tls_client_key_bits: {field: 'defaultTlsClientKeyBits', parse: wholeNumber},
  default_tls_client_ttl: {field: 'defaultTlsClientTtl', parse: wholeSeconds},
}

export const configurationNames: readonly string[] = Object.keys(rules)

const settingName = 'configuration'

/** What is stored, and the defaults for the rest. */
export async function readConfiguration(
  administration: Pick<AdministrationReader, 'setting'>,
): Promise<ServerConfiguration> {
  const stored = await administration.setting(settingName)
  return stored === undefined ? defaultConfiguration : {...defaultConfiguration, ...parseStored(stored)}
}

/** Whether a configuration was ever written. */
export async function isConfigured(administration: Pick<AdministrationReader, 'setting'>): Promise<boolean> {
  return (await administration.setting(settingName)) !== undefined
}

/**
 * Changes some of the parameters, named as Vault names them; lists may come as lists or as text with commas, numbers
 * as text, durations in seconds or as `24h`. No parameter at all still writes the defaults down.
 *
 * @throws UsageError for an unknown parameter or a value that it cannot have; then nothing is changed
 */
export async function updateConfiguration(
  store: Store,
  values: Readonly<Record<string, unknown>>,
): Promise<ServerConfiguration> {
  const change = parseConfiguration(values)
  return store.transaction(async ({administration}) => {
    const next = checked({...(await readConfiguration(administration)), ...change})
    await administration.putSetting(settingName, JSON.stringify(next))
    return next
  })
}

/** @throws UsageError */
export function parseConfiguration(values: Readonly<Record<string, unknown>>): Partial<ServerConfiguration> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const {field, parse} = ruleOf(name)
      return [field, parse(value, name)]
    }),
  )
}

/** Names and types as Vault answers them. */
export function vaultForm(configuration: ServerConfiguration): Readonly<Record<string, unknown>> {
  const form = Object.entries(rules).map(([name, {field}]) => [name, configuration[field]] as const)
  return {...Object.fromEntries(form), connection_timeout: `${configuration.connectionTimeout}s`}
}

function ruleOf(name: string): ParameterRule {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
  if (rule !== undefined) return rule
  const near = closest(name, configurationNames)
  throw new UsageError(`There is no parameter ${JSON.stringify(name)}`, {
    hint: near === undefined ? `Use one of ${configurationNames.join(', ')}` : `Did you mean ${near}?`,
  })
}

/** What can be judged only of type and size together. */
function checked(configuration: ServerConfiguration): ServerConfiguration {
  const {tlsCaKeyType, tlsCaKeyBits, defaultTlsClientKeyType, defaultTlsClientKeyBits} = configuration
  checkBits('tls_ca_key_bits', tlsCaKeyType, tlsCaKeyBits)
  checkBits('default_tls_client_key_bits', defaultTlsClientKeyType, defaultTlsClientKeyBits)
  return configuration
}

function checkBits(name: string, type: string, bits: number): void {
  const allowed: readonly number[] = type === 'rsa' ? rsaBits : ecBits
  if (allowed.includes(bits)) return
  throw new UsageError(`${name} cannot be ${bits} for keys of type ${type}`, {
    hint: `Choose one of ${allowed.join(', ')}, and set type and bits together`,
  })
}

function keyType(value: unknown, name: string): string {
  return oneOf(['ec', 'rsa'], value, name)
}

function tlsVersion(value: unknown, name: string): string {
  return oneOf(['tls10', 'tls11', 'tls12', 'tls13'], value, name)
}

/** Longer than any handshake; and timers cannot wait for weeks. */
const longestTimeout = 3600

function timeout(value: unknown, name: string): number {
  const duration = seconds(value, name)
  if (duration <= longestTimeout) return duration
  throw wrongValue(name, value, 'an hour at most')
}

function parseStored(text: string): Partial<ServerConfiguration> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below
  }
  throw new StorageError('CORRUPT', 'The store holds a configuration that is not what it should be')
}
