import {UsageError} from '../errors.ts'
import {defaultPort, type Address} from '../transport/address.ts'
import {splitUntrimmed} from '../transport/server-list.ts'

/** `security.kmip.*` of Percona Server for MongoDB under its own names; absent values have its defaults. */
export interface KmipOptions {
  /** Host names with commas between them, one port for all. */
  readonly serverName?: string | undefined
  readonly port?: number | undefined
  /** Besides the authorities of the system. */
  readonly serverCAFile?: string | undefined
  /** Private key and certificate chain in one PEM file. */
  readonly clientCertificateFile?: string | undefined
  readonly clientCertificatePassword?: string | undefined
  /** Of early releases only: the private key in a file of its own. */
  readonly clientKeyFile?: string | undefined
  readonly keyIdentifier?: string | undefined
  readonly rotateMasterKey?: boolean | undefined
  readonly connectRetries?: number | undefined
  /** Milliseconds. */
  readonly connectTimeoutMS?: number | undefined
  readonly activateKeys?: boolean | undefined
  readonly keyStatePollingSeconds?: number | undefined
  /** Accepted and without effect: Percona always speaks 1.0. */
  readonly useLegacyProtocol?: boolean | undefined
}

/** The options with their defaults, checked. */
export interface CheckedOptions extends KmipOptions {
  readonly servers: readonly Address[]
  readonly clientCertificateFile: string
  readonly connectRetries: number
  readonly connectTimeoutMS: number
  readonly keyStatePollingSeconds: number
}

const shortestTimeout = 1000

/** @throws UsageError naming the option */
export function checkOptions(options: KmipOptions): CheckedOptions {
  const {serverName, clientCertificateFile, port = defaultPort} = options
  const {connectRetries = 0, connectTimeoutMS = 5000, keyStatePollingSeconds = 900} = options
  if (serverName === undefined || serverName.trim() === '') throw missing('serverName', 'the key management server')
  if (clientCertificateFile === undefined) throw missing('clientCertificateFile', 'the certificate of the database')
  checkNumber('port', port, 0, 65_535)
  checkNumber('connectRetries', connectRetries, 0, Number.MAX_SAFE_INTEGER)
  checkNumber('connectTimeoutMS', connectTimeoutMS, shortestTimeout, Number.MAX_SAFE_INTEGER)
  checkNumber('keyStatePollingSeconds', keyStatePollingSeconds, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
  return {
    ...options,
    servers: splitUntrimmed(serverName, 'security.kmip.serverName').map((host) => ({host, port})),
    clientCertificateFile,
    connectRetries,
    connectTimeoutMS,
    keyStatePollingSeconds,
  }
}

function missing(option: string, what: string): UsageError {
  return new UsageError(`security.kmip.${option} is not given`, {
    hint: `Name ${what} with --kmip${option.replace(/^./, (letter) => letter.toUpperCase())} or in the file of --mongod-conf`,
  })
}

function checkNumber(option: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${most}`
  throw new UsageError(`security.kmip.${option} cannot be ${value}`, {hint: `Use a whole number, ${range}`})
}
