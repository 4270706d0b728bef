import type {SecureVersion} from 'node:tls'
import {Flags} from '@oclif/core'
import {auditFlags} from './audit-flags.ts'
import type {ListenerOverrides} from '../../embedded/default-listener.ts'
import {parseSize} from '../../config/size.ts'
import {UsageError} from '../../errors.ts'
import {
  attributesHiddenFor,
  compatibilities,
  wantsStructuredKeyValues,
  type Compatibility,
} from '../../server/compatibility.ts'
import type {ServerPolicy} from '../../server/context.ts'
import {attestationPolicies, type AttestationPolicy} from '../../server/authentication/attestation-policy.ts'
import type {MetricsOptions} from '../../embedded/store-server.ts'
import {credentialPolicies, type CredentialPolicy} from '../../server/credential-policy.ts'
import {defaultConnectionLimits, type ConnectionLimits} from '../../server/listener/connection-limits.ts'
import type {LogFormat} from '../../server/log-settings.ts'
import {type Address, parseAddress} from '../../transport/address.ts'
import {parseAttributeKey} from '../../notation/attribute-key.ts'
import {durationFlag} from './duration-flag.ts'

const tlsVersions = ['1.2', '1.3'] as const
type TlsVersion = (typeof tlsVersions)[number]
const oldestVersions = ['1.0', '1.1', ...tlsVersions] as const
type OldestVersion = (typeof oldestVersions)[number]

/** Where a URL without a port points. */
const httpsPort = 443
/** Where exporters for Prometheus begin to be looked for. */
const metricsPort = 9100

const sizeFlag = Flags.custom<number>({helpValue: 'SIZE', parse: async (text) => parseSize(text)})

const certificate = {
  hostname: Flags.string({
    summary: "Further DNS name in the server's certificate; repeat it for each one",
    description: 'localhost, 127.0.0.1 and ::1 are always in it. Default: server_hostnames of the configuration.',
    helpValue: 'NAME',
    helpGroup: 'TLS',
    multiple: true,
    multipleNonGreedy: true,
  }),
  ip: Flags.string({
    summary: "Further IP address in the server's certificate; repeat it for each one",
    helpValue: 'ADDRESS',
    helpGroup: 'TLS',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'tls-min-version': Flags.option({
    summary: 'Oldest version of TLS to accept',
    description: 'Default: tls_min_version of the configuration, which is 1.2 unless set. 1.0 and 1.1 are insecure.',
    options: oldestVersions,
    helpGroup: 'TLS',
  })(),
  'tls-max-version': Flags.option({
    summary: 'Newest version of TLS to offer',
    options: tlsVersions,
    default: '1.3',
    helpGroup: 'TLS',
  })(),
}

const behaviour = {
  'unique-names': Flags.boolean({
    summary: 'Refuse a Name that another object of the scope has',
    helpGroup: 'BEHAVIOUR',
  }),
  'hide-attribute': Flags.string({
    summary: 'Leave an attribute out where a client asks for all; repeat it for each one',
    helpValue: 'NAME',
    helpGroup: 'BEHAVIOUR',
    multiple: true,
    multipleNonGreedy: true,
  }),
  compatibility: Flags.option({
    summary: 'Hide what a known client cannot read',
    options: compatibilities,
    helpGroup: 'BEHAVIOUR',
  })(),
  'message-credential': Flags.option({
    summary: 'What to do with a credential in a message',
    description:
      'The client certificate decides who a client is. With match, a user name or device in a message must be one that is registered with the role (kmipctl role message-credential add), its password too; without a registered one, a user name must be that of the role or the common name of the certificate. With require a credential must also be there.',
    options: credentialPolicies,
    default: 'ignore',
    helpGroup: 'BEHAVIOUR',
  })(),
  statement: Flags.string({
    summary:
      'What you vouch for in answers to Query: RNG Parameters, Validation Information and Protection Storage Masks, in XML or JSON',
    description:
      'A server cannot find out which generator OpenSSL is configured to use, whether the cryptographic module under it is validated, nor what protects its storage beside software. The file holds these structures of KMIP, at any depth.',
    helpValue: 'FILE',
    helpGroup: 'BEHAVIOUR',
  }),
  interop: Flags.boolean({
    summary: 'Carry out Interop, the operation for test runs; not for servers in use',
    description:
      "Official test cases of KMIP 2.0 and later begin and end with it. Its function Reset removes every object of the client's scope for good, whatever its state, and its constraints and defaults; other scopes are not touched. Roles that may do everything may do that too.",
    helpGroup: 'BEHAVIOUR',
  }),
  attestation: Flags.option({
    summary: 'Whether clients have to attest to the state of their platform',
    description:
      'With require, all but Query and Discover Versions needs a TPM 2.0 quote over a nonce of the server, signed by an attestation key that is registered with the role (kmipctl role message-credential add --attestation-key).',
    options: attestationPolicies,
    default: 'off',
    helpGroup: 'BEHAVIOUR',
  })(),
}

const limits = {
  'max-connections': Flags.integer({
    summary: 'Connections at once',
    default: defaultConnectionLimits.connections,
    helpValue: 'NUMBER',
    min: 1,
    helpGroup: 'LIMITS',
  }),
  'max-message-size': sizeFlag({
    summary: 'Longest request to accept, such as 256KiB',
    default: defaultConnectionLimits.ttlv.messageSize,
    defaultHelp: async () => '1MiB',
    helpGroup: 'LIMITS',
  }),
  'idle-timeout': durationFlag({
    summary: 'Close connections that are silent for so long',
    default: defaultConnectionLimits.idleTime / 1000,
    defaultHelp: async () => '10m',
    helpGroup: 'LIMITS',
  }),
  'handshake-timeout': durationFlag({
    summary: 'Time for the TLS handshake',
    description: 'Default: connection_timeout of the configuration, which is 1s unless set; 10s without a store.',
    helpGroup: 'LIMITS',
  }),
}

const https = {
  'https-listen': Flags.string({
    summary: 'Address for KMIP over HTTPS (POST /kmip); repeat it for each one, port 0 takes any that is free',
    description: `Takes TTLV, XML and JSON. Without a port it is ${httpsPort}.`,
    helpValue: 'HOST:PORT',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

/** Of metrics and health; for servers that run long enough for somebody to watch. */
export const metricsFlags = {
  metrics: Flags.string({
    summary:
      'Answer /metrics (for Prometheus), /healthz and /readyz in HTTP at this address; port 0 takes any that is free',
    description:
      'Without TLS and for everybody who reaches the address: nothing in it is secret, but names of scopes are in it, unless --metrics-without-scopes.',
    helpValue: 'HOST:PORT',
    helpGroup: 'METRICS',
  }),
  'metrics-without-scopes': Flags.boolean({
    summary: 'Add all scopes up in the metrics, rather than name them',
    dependsOn: ['metrics'],
    helpGroup: 'METRICS',
  }),
}

const vaultApiPort = 8200

export const vaultApiFlags = {
  'vault-api': Flags.string({
    summary: "Answer the API of Vault's KMIP engine at this address, to tokens of kmipctl token create",
    description: `Over HTTPS under a certificate of the server's own authority, except on loopback addresses, where it is HTTP. Without a port it is ${vaultApiPort}; port 0 takes any that is free.`,
    helpValue: 'HOST:PORT',
    helpGroup: 'VAULT API',
  }),
  'vault-api-tls': Flags.boolean({
    summary: 'HTTPS on loopback addresses too',
    dependsOn: ['vault-api'],
    helpGroup: 'VAULT API',
  }),
}

/** What the flags of Vault's API were parsed to. */
export interface VaultApiFlagValues {
  readonly 'vault-api'?: string | undefined
  readonly 'vault-api-tls': boolean
}

/** Where Vault's API is answered; undefined where it is not. @throws UsageError for an address that is none */
export function vaultApiSettings(
  flags: VaultApiFlagValues,
): {readonly address: Address; readonly tls: boolean} | undefined {
  if (flags['vault-api'] === undefined) return undefined
  const address = parseAddress(flags['vault-api'], {host: '127.0.0.1', port: vaultApiPort})
  return {address, tls: flags['vault-api-tls']}
}

/** What the flags of metrics were parsed to. */
export interface MetricsFlagValues {
  readonly metrics?: string | undefined
  readonly 'metrics-without-scopes': boolean
}

/** Undefined where nothing shall be measured. @throws UsageError for an address that is none */
export function metricsOptions(flags: MetricsFlagValues): MetricsOptions | undefined {
  if (flags.metrics === undefined) return undefined
  const address = parseAddress(flags.metrics, {host: '127.0.0.1', port: metricsPort})
  return {address, byScope: !flags['metrics-without-scopes']}
}

/** What serve and exec have in common, except where they listen for TTLV and how much they log. */
export const serverFlags = {...https, ...certificate, ...behaviour, ...limits, ...auditFlags}

/** `--listen` with the default of the command in its help; oclif's variables cannot hold lists. */
export function listenFlag(defaultText: string) {
  return Flags.string({
    summary: 'Address to listen on; repeat it for each one, port 0 takes any that is free',
    description: `Default: ${defaultText}.`,
    helpValue: 'HOST:PORT',
    char: 'l',
    multiple: true,
    multipleNonGreedy: true,
  })
}

/** What the server flags were parsed to. */
export interface ServerFlagValues {
  readonly listen?: readonly string[] | undefined
  readonly 'https-listen'?: readonly string[] | undefined
  readonly hostname?: readonly string[] | undefined
  readonly ip?: readonly string[] | undefined
  readonly 'tls-min-version'?: OldestVersion | undefined
  readonly 'tls-max-version': TlsVersion
  readonly 'unique-names': boolean
  readonly 'hide-attribute'?: readonly string[] | undefined
  readonly compatibility?: Compatibility | undefined
  readonly 'message-credential': CredentialPolicy
  readonly attestation: AttestationPolicy
  readonly interop: boolean
  readonly 'max-connections': number
  readonly 'max-message-size': number
  readonly 'idle-timeout': number
  readonly 'handshake-timeout'?: number | undefined
  readonly 'log-requests': boolean
  readonly 'trace-requests': boolean
  readonly 'log-format': LogFormat
}

/** The flags as the server understands them. */
export interface ServerSettings extends ListenerOverrides {
  readonly interop: boolean
  readonly policy: ServerPolicy
  readonly limits: ConnectionLimits
  readonly logRequests: boolean
  readonly traceRequests: LogFormat | undefined
}

/** `listen` stands for absent addresses, separated by commas. @throws UsageError for an address or attribute that is none */
export function serverSettings(flags: ServerFlagValues, listen: string | undefined): ServerSettings {
  const {compatibility} = flags
  const handshakeTime = flags['handshake-timeout']
  return {
    listeners: (flags.listen ?? listen?.split(','))?.map((text) => parseAddress(text, {host: '127.0.0.1'})),
    httpsListeners: (flags['https-listen'] ?? []).map((text) =>
      parseAddress(text, {host: '127.0.0.1', port: httpsPort}),
    ),
    hostnames: flags.hostname,
    ipAddresses: flags.ip,
    ...tlsRange(flags['tls-min-version'], flags['tls-max-version']),
    handshakeTime: handshakeTime === undefined ? undefined : handshakeTime * 1000,
    policy: {
      uniqueNames: flags['unique-names'],
      hiddenAttributes: new Set([
        ...(flags['hide-attribute'] ?? []).map(parseAttributeKey),
        ...(compatibility === undefined ? [] : attributesHiddenFor(compatibility)),
      ]),
      structuredKeyValues: compatibility !== undefined && wantsStructuredKeyValues(compatibility),
      messageCredential: flags['message-credential'],
      attestation: flags.attestation,
    },
    interop: flags.interop,
    limits: {
      ...defaultConnectionLimits,
      ttlv: {...defaultConnectionLimits.ttlv, messageSize: flags['max-message-size']},
      connections: flags['max-connections'],
      idleTime: flags['idle-timeout'] * 1000,
    },
    logRequests: flags['log-requests'],
    traceRequests: flags['trace-requests'] ? flags['log-format'] : undefined,
  }
}

function tlsRange(
  min: OldestVersion | undefined,
  max: TlsVersion,
): Pick<ListenerOverrides, 'tlsMinVersion' | 'tlsMaxVersion'> {
  if (min !== undefined && min > max) {
    throw new UsageError(`--tls-min-version ${min} is newer than --tls-max-version ${max}`)
  }
  return {tlsMinVersion: min === undefined ? undefined : secureVersion(min), tlsMaxVersion: secureVersion(max)}
}

function secureVersion(version: OldestVersion): SecureVersion {
  return version === '1.0' ? 'TLSv1' : `TLSv${version}`
}
