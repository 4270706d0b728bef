import type {KeyObject, X509Certificate} from 'node:crypto'
import {ConfigError} from '../errors.ts'
import type {ConnectionSettings, SecretSetting} from './connection-settings.ts'
import {openKey} from './credential-key.ts'
import {
  type CredentialPart,
  type OpenPkcs12,
  type OpenPkcs12Certificates,
  type PartReaders,
  readCertificate,
  readCredentialPart,
} from './credential-part.ts'
import {fileOf} from './read-setting-file.ts'
import {readSecret} from './secret.ts'
import type {Setting} from './setting.ts'

/** PEM for TLS, fit for `TlsMaterial`; the key is opened already. */
export interface CredentialMaterial {
  /** Undefined: the system's authorities. */
  readonly ca?: readonly string[]
  readonly cert?: string
  readonly key?: string
}

export interface LoadedCredential {
  readonly material: CredentialMaterial
  /** Sentences for the user, no reason to stop. */
  readonly warnings: readonly string[]
}

export interface CredentialReaders {
  readonly openPkcs12: OpenPkcs12
  /** For authorities, which have no key. */
  readonly openPkcs12Certificates: OpenPkcs12Certificates
  /** Asks the user for the password of a file; undefined when there is nobody to ask. */
  readonly askPassword?: ((file: string) => Promise<string | undefined>) | undefined
}

type CredentialSettings = Pick<ConnectionSettings, 'ca' | 'cert' | 'key' | 'keyPassword'>

/**
 * Reads the certificate, its key and the authorities. All may stand in one file (PEM with several blocks, or PKCS#12):
 * without `key`, the key is looked for beside the certificate; without `ca`, self-signed certificates of the
 * certificate's own chain are the authorities, because a KMIP server's certificate and its clients' have one issuer.
 * One password opens whatever is encrypted, unless each file is asked for.
 *
 * @throws ConfigError that names the setting and the file
 */
export async function loadCredential(
  settings: CredentialSettings,
  readers: CredentialReaders,
): Promise<LoadedCredential> {
  const password = onceFor(settings.keyPassword, readers)
  const read = (setting: Setting<string> | undefined, readPkcs12 = credentialOf(readers)) =>
    setting === undefined ? undefined : readCredentialPart(setting, {readPkcs12, password})
  const certPart = await read(settings.cert)
  const keyPart = settings.key?.value === settings.cert?.value ? certPart : await read(settings.key)
  const ca = authorities(await read(settings.ca, certificatesOf(readers)), certPart)
  if (certPart === undefined) {
    if (settings.key !== undefined) {
      throw new ConfigError(`${fileOf(settings.key)} is a key without a certificate`, {
        hint: 'Pass --cert, set KMIPCTL_CERT, or save it with kmipctl profile add',
      })
    }
    return {material: ca === undefined ? {} : {ca}, warnings: []}
  }
  const holder = withKey(certPart, keyPart)
  const key = await openKey(holder, () => password(holder.setting))
  const chain = sameKey(certPart, holder, key)
  return {
    material: {
      ...(ca === undefined ? {} : {ca}),
      cert: chain.join(''),
      key: key.export({type: 'pkcs8', format: 'pem'}).toString(),
    },
    warnings: permissionWarnings(holder),
  }
}

function credentialOf({openPkcs12}: CredentialReaders): PartReaders['readPkcs12'] {
  return async (bytes, password) => {
    const {certificatePem, privateKeyPem, chainPem} = await openPkcs12(bytes, password)
    return {certificates: [certificatePem, ...chainPem], key: privateKeyPem}
  }
}

function certificatesOf({openPkcs12Certificates}: CredentialReaders): PartReaders['readPkcs12'] {
  return async (bytes, password) => ({certificates: await openPkcs12Certificates(bytes, password), key: undefined})
}

/** Reads or asks at most once for each file. */
function onceFor(secret: SecretSetting | undefined, {askPassword}: CredentialReaders) {
  const known = new Map<string, Promise<string | undefined>>()
  return (setting: Setting<string>): Promise<string | undefined> => {
    const file = setting.value
    const found = known.get(file) ?? (secret === undefined ? askPassword?.(file) : readSecret(secret))
    const answer = found ?? Promise.resolve(undefined)
    known.set(file, answer)
    return answer
  }
}

function authorities(caPart: CredentialPart | undefined, certPart: CredentialPart | undefined) {
  if (caPart !== undefined) {
    if (caPart.certificates.length === 0) throw new ConfigError(`${fileOf(caPart.setting)} holds no certificate`)
    caPart.certificates.forEach((pem) => checkedCertificate(caPart, pem))
    return caPart.certificates
  }
  const roots = certPart?.certificates.slice(1).filter((pem) => isRoot(checkedCertificate(certPart, pem))) ?? []
  return roots.length === 0 ? undefined : roots
}

function isRoot(certificate: X509Certificate): boolean {
  return certificate.ca && certificate.checkIssued(certificate)
}

function withKey(certPart: CredentialPart, keyPart: CredentialPart | undefined) {
  const holder = keyPart ?? certPart
  const {key, setting} = holder
  if (key !== undefined) return {...holder, key}
  if (keyPart !== undefined) throw new ConfigError(`${fileOf(setting)} holds no private key`)
  throw new ConfigError(`${fileOf(setting)} holds no private key, and no other file is given for it`, {
    hint: 'Pass --key, set KMIPCTL_KEY, or save it with kmipctl profile add',
  })
}

/** The certificate of the key first, then the others; files have them in any order. */
function sameKey(certPart: CredentialPart, keyPart: CredentialPart, key: KeyObject): string[] {
  const {certificates, setting} = certPart
  if (certificates.length === 0) throw new ConfigError(`${fileOf(setting)} holds no certificate`)
  const leaf = certificates.find((pem) => checkedCertificate(certPart, pem).checkPrivateKey(key))
  if (leaf === undefined) {
    throw new ConfigError(`${fileOf(keyPart.setting)} is not the key of the certificate in ${setting.value}`, {
      hint: 'Pass the certificate and the key that were made for each other',
    })
  }
  return [leaf, ...certificates.filter((pem) => pem !== leaf)]
}

function checkedCertificate({setting}: CredentialPart, pem: string): X509Certificate {
  const certificate = readCertificate(pem)
  if (certificate === undefined) throw new ConfigError(`${fileOf(setting)} holds a certificate that cannot be read`)
  return certificate
}

/** POSIX bits mean nothing on Windows, where Node makes them up. */
function permissionWarnings({mode, setting}: CredentialPart): string[] {
  const open = mode & 0o044
  if (open === 0 || process.platform === 'win32') return []
  const digits = mode.toString(8).padStart(4, '0')
  return [`Private key in ${setting.value} can be read by others (mode ${digits}), use chmod 600`]
}
