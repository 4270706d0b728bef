import {UsageError} from '../errors.ts'
import {cipherSuites, isAvailable, tls13CipherSuites, type CipherSuite} from '../server/listener/cipher-suites.ts'
import type {ListenerRecord} from '../storage/store.ts'
import {closest} from '../notation/closest.ts'
import {hostNames, ipAddresses, listeningAddress, oneOf, textList, truth, word} from './setting-values.ts'

type ListenerFields = Omit<ListenerRecord, 'name' | 'createdAt'>

interface FieldRule {
  readonly field: keyof ListenerFields
  readonly parse: (value: unknown, name: string) => ListenerFields[keyof ListenerFields]
}

/** Versions that a listener may be limited to. */
export const listenerTlsVersions = ['tls12', 'tls13'] as const

/** By the names that Vault gives them. */
const rules: Readonly<Record<string, FieldRule>> = {
  address: {field: 'address', parse: listeningAddress},
  ca: {field: 'authority', parse: word},
  server_hostnames: {field: 'serverHostnames', parse: hostNames},
  server_ips: {field: 'serverIps', parse: ipAddresses},
  additional_client_cas: {field: 'additionalClientAuthorities', parse: textList},
  also_use_legacy_ca: {field: 'alsoUseLegacyAuthority', parse: truth},
  tls_min_version: {field: 'tlsMinVersion', parse: minVersion},
  tls_max_version: {field: 'tlsMaxVersion', parse: maxVersion},
  tls_cipher_suites: {field: 'tlsCipherSuites', parse: suites},
}

export const listenerFieldNames: readonly string[] = Object.keys(rules)

/** What a listener has unless told otherwise. */
export const defaultListenerFields: Omit<ListenerFields, 'address' | 'authority'> = {
  serverHostnames: [],
  serverIps: ['127.0.0.1', '::1'],
  additionalClientAuthorities: [],
  alsoUseLegacyAuthority: false,
  tlsMinVersion: 'tls12',
  tlsMaxVersion: undefined,
  tlsCipherSuites: [],
}

/** Fields under Vault's names. @throws UsageError for a field that there is not, or a value that it cannot have */
export function parseListenerFields(fields: Readonly<Record<string, unknown>>): Partial<ListenerFields> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => {
        const {field, parse} = ruleOf(name)
        return [field, parse(value, name)]
      }),
  )
}

/** The suites of names that were parsed. */
export function suitesOf(names: readonly string[]): readonly CipherSuite[] {
  return names.flatMap((name) => cipherSuites.get(name) ?? [])
}

function ruleOf(name: string): FieldRule {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
  if (rule !== undefined) return rule
  const near = closest(name, listenerFieldNames)
  throw new UsageError(`A listener has no field ${JSON.stringify(name)}`, {
    hint: near === undefined ? `Use one of ${listenerFieldNames.join(', ')}` : `Did you mean ${near}?`,
  })
}

function minVersion(value: unknown, name: string): string {
  return value === '' ? defaultListenerFields.tlsMinVersion : oneOf(listenerTlsVersions, value, name)
}

function maxVersion(value: unknown, name: string): string | undefined {
  return value === '' ? undefined : oneOf(listenerTlsVersions, value, name)
}

function suites(value: unknown, name: string): readonly string[] {
  return textList(value, name).map(knownSuite)
}

function knownSuite(text: string): string {
  const suite = cipherSuites.get(text.toUpperCase())
  if (suite === undefined) throw unknownSuite(text)
  if (isAvailable(suite)) return suite.name
  throw new UsageError(`The cipher suite ${suite.name} is not available: OpenSSL was built without it`, {
    hint: 'Choose suites with AES-GCM or ChaCha20',
  })
}

function unknownSuite(text: string): UsageError {
  if (tls13CipherSuites.includes(text.toUpperCase())) {
    return new UsageError(`The cipher suite ${text} is one of TLS 1.3, which cannot be chosen`, {
      hint: 'Name suites of TLS 1.2; at TLS 1.3 all suites are offered',
    })
  }
  const near = closest(text.toUpperCase(), cipherSuites.keys())
  return new UsageError(`There is no cipher suite ${JSON.stringify(text)}`, {
    hint: near === undefined ? 'Use names such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' : `Did you mean ${near}?`,
  })
}
