import {X509Certificate} from 'node:crypto'
import {ConfigError, UsageError} from '../errors.ts'
import {isPem, readPem} from './pem.ts'
import {fileOf, readSettingFile} from './read-setting-file.ts'
import {describeSetting, type Setting} from './setting.ts'

/** Opens a PKCS#12 file, like `loadPkcs12` of `ca`; a UsageError says why it cannot. */
export type OpenPkcs12 = (
  bytes: Uint8Array,
  password: string,
) => Promise<{
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly chainPem: readonly string[]
}>

/** Reads all certificates of a PKCS#12 file, like `loadPkcs12Certificates` of `ca`; a UsageError says why it cannot. */
export type OpenPkcs12Certificates = (bytes: Uint8Array, password: string) => Promise<readonly string[]>

/** What one file holds, found by its content and not by its name. */
export interface CredentialPart {
  readonly setting: Setting<string>
  /** PEM, in the order of the file. */
  readonly certificates: readonly string[]
  /** PEM, or DER of whatever kind; undefined when the file has none. */
  readonly key: string | Buffer | undefined
  /** Permission bits of the file. */
  readonly mode: number
}

/** What of a PKCS#12 file is wanted. */
type ReadPkcs12 = (bytes: Uint8Array, password: string) => Promise<Pick<CredentialPart, 'certificates' | 'key'>>

export interface PartReaders {
  readonly readPkcs12: ReadPkcs12
  /** The password for this file; undefined when nobody knows one. */
  readonly password: (setting: Setting<string>) => Promise<string | undefined>
}

/**
 * Reads PEM (certificates, a key, or both), a certificate or a key in DER, or PKCS#12.
 *
 * @throws ConfigError that names the setting and the file
 */
export async function readCredentialPart(setting: Setting<string>, readers: PartReaders): Promise<CredentialPart> {
  const {bytes, mode} = await readSettingFile(setting)
  if (bytes.length === 0) throw new ConfigError(`${fileOf(setting)} is empty`)
  if (isPem(bytes)) {
    const {certificates, keys} = readPem(bytes.toString('utf8'))
    if (keys.length > 1) throw new ConfigError(`${fileOf(setting)} holds ${keys.length} private keys`)
    return {setting, certificates, key: keys[0], mode}
  }
  const certificate = readCertificate(bytes)
  if (certificate !== undefined) return {setting, certificates: [certificate.toString()], key: undefined, mode}
  if (isPkcs12(bytes)) return {...(await readPkcs12(setting, bytes, readers)), mode}
  if (bytes[0] === sequence) return {setting, certificates: [], key: bytes, mode}
  throw new ConfigError(`${fileOf(setting)} is neither PEM, DER nor PKCS#12`)
}

/** A certificate in DER or PEM; undefined when it is none. */
export function readCertificate(certificate: Buffer | string): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate)
  } catch {
    // What else it may be is for the caller to find out
    return undefined
  }
}

const sequence = 0x30

/** PFX begins with a sequence whose first member is the integer 3, RFC 7292 section 4. */
function isPkcs12(bytes: Buffer): boolean {
  const lengthByte = bytes[1] ?? 0
  const start = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f)
  return bytes[0] === sequence && bytes.subarray(start, start + 3).equals(Buffer.of(2, 1, 3))
}

async function readPkcs12(setting: Setting<string>, bytes: Buffer, reader: PartReaders) {
  const secret = await reader.password(setting)
  try {
    return {setting, ...(await reader.readPkcs12(bytes, secret ?? ''))}
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause
    throw new ConfigError(`${describeSetting(setting)}: ${setting.value}: ${cause.message}`, {
      cause,
      hint: secret === undefined ? 'Pass --key-password-file, or set KMIPCTL_KEY_PASSWORD' : cause.hint,
    })
  }
}
