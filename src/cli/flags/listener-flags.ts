import {Flags} from '@oclif/core'
import {listenerTlsVersions} from '../../administration/listener-fields.ts'

const several = {multiple: true, multipleNonGreedy: true} as const

/** What a listener is made of; the same for making and changing one. */
export const listenerFlags = {
  address: Flags.string({summary: 'Where to listen', helpValue: 'HOST:PORT'}),
  ca: Flags.string({
    summary: 'Generated certificate authority that issues the server certificate, and whose clients are trusted',
    helpValue: 'NAME',
  }),
  'server-hostname': Flags.string({
    summary: 'DNS name in the server certificate; repeat it for each one, the first is the common name too',
    helpValue: 'NAME',
    ...several,
  }),
  'server-ip': Flags.string({
    summary: 'IP address in the server certificate besides 127.0.0.1 and ::1; repeat it for each one',
    helpValue: 'ADDRESS',
    ...several,
  }),
  'additional-client-ca': Flags.string({
    summary: 'Further authority, generated or imported, whose clients are trusted; repeat it for each one',
    helpValue: 'NAME',
    ...several,
  }),
  'also-use-legacy-ca': Flags.boolean({
    summary: "Trust clients of the server's own authority too",
    allowNo: true,
  }),
  'tls-min-version': Flags.option({summary: 'Oldest version of TLS to accept', options: listenerTlsVersions})(),
  'tls-max-version': Flags.option({
    summary: 'Newest version of TLS to offer; empty for the newest there is',
    options: [...listenerTlsVersions, ''],
  })(),
  'tls-cipher-suite': Flags.string({
    summary: 'TLS 1.2 cipher suite to offer, by IANA name; repeat it or use commas',
    helpValue: 'NAME',
    ...several,
  }),
}

interface ListenerFlagValues {
  readonly address?: string | undefined
  readonly ca?: string | undefined
  readonly 'server-hostname'?: readonly string[] | undefined
  readonly 'server-ip'?: readonly string[] | undefined
  readonly 'additional-client-ca'?: readonly string[] | undefined
  readonly 'also-use-legacy-ca'?: boolean | undefined
  readonly 'tls-min-version'?: string | undefined
  readonly 'tls-max-version'?: string | undefined
  readonly 'tls-cipher-suite'?: readonly string[] | undefined
}

/** Those that were given, under Vault's names; a list that was given as one empty text is empty. */
export function listenerFields(flags: ListenerFlagValues): Readonly<Record<string, unknown>> {
  const fields = {
    address: flags.address,
    ca: flags.ca,
    server_hostnames: flags['server-hostname']?.join(','),
    server_ips: flags['server-ip']?.join(','),
    additional_client_cas: flags['additional-client-ca']?.join(','),
    also_use_legacy_ca: flags['also-use-legacy-ca'],
    tls_min_version: flags['tls-min-version'],
    tls_max_version: flags['tls-max-version'],
    tls_cipher_suites: flags['tls-cipher-suite']?.join(','),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
