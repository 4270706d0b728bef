import {createPrivateKey} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {readCertificate} from './certificate.ts'
import {encodePkcs12} from './pkcs12-encode.ts'

/** How a credential is written to files. */
export const credentialFormats = ['pem', 'pem_bundle', 'der', 'p12'] as const
export type CredentialFormat = (typeof credentialFormats)[number]

/** A certificate, the chain above it (issuer first) and, where it is known, the private key in PKCS#8 PEM. */
export interface Credential {
  readonly certificatePem: string
  readonly privateKeyPem?: string | undefined
  readonly chainPem: readonly string[]
}

/** One file to write. */
export interface CredentialFile {
  /** A proposal, unique among the files of one credential: `ca.pem`, `cert.pem`, `key.pem`, `bundle.pem`. */
  readonly name: string
  readonly contents: Uint8Array
  /** Holds private key material: to be readable by its owner only. */
  readonly secret: boolean
}

export interface EncodeOptions {
  /** For `p12` only, and required there. */
  readonly password?: string | undefined
  /** The name key stores show for the entry, `p12` only. */
  readonly friendlyName?: string | undefined
}

/**
 * The files of a credential. `pem`: ca.pem (the whole chain), cert.pem, key.pem; `pem_bundle`: key, certificate and
 * chain in bundle.pem; `der`: one file per certificate (ca.der, or ca-1.der and so on from the issuer to the root) and
 * key.der in PKCS#8; `p12`: all in credential.p12. Without a private key the key's part is left out.
 *
 * @throws UsageError when `p12` is asked for without a private key or a password
 */
export async function encodeCredential(
  credential: Credential,
  format: CredentialFormat,
  options: EncodeOptions = {},
): Promise<CredentialFile[]> {
  switch (format) {
    case 'pem':
      return pemFiles(credential)
    case 'pem_bundle':
      return [pemBundle(credential)]
    case 'der':
      return derFiles(credential)
    case 'p12':
      return [await pkcs12File(credential, options)]
  }
}

function pemFiles({certificatePem, privateKeyPem, chainPem}: Credential): CredentialFile[] {
  return [
    {name: 'ca.pem', contents: joinPem(chainPem), secret: false},
    {name: 'cert.pem', contents: joinPem([certificatePem]), secret: false},
    ...(privateKeyPem === undefined ? [] : [{name: 'key.pem', contents: joinPem([privateKeyPem]), secret: true}]),
  ]
}

function pemBundle({certificatePem, privateKeyPem, chainPem}: Credential): CredentialFile {
  const key = privateKeyPem === undefined ? [] : [privateKeyPem]
  return {
    name: 'bundle.pem',
    contents: joinPem([...key, certificatePem, ...chainPem]),
    secret: privateKeyPem !== undefined,
  }
}

function derFiles({certificatePem, privateKeyPem, chainPem}: Credential): CredentialFile[] {
  return [
    ...chainPem.map((pem, index) => ({
      name: chainPem.length === 1 ? 'ca.der' : `ca-${index + 1}.der`,
      contents: certificateDer(pem),
      secret: false,
    })),
    {name: 'cert.der', contents: certificateDer(certificatePem), secret: false},
    ...(privateKeyPem === undefined ? [] : [{name: 'key.der', contents: privateKeyDer(privateKeyPem), secret: true}]),
  ]
}

async function pkcs12File(credential: Credential, {password, friendlyName}: EncodeOptions): Promise<CredentialFile> {
  if (credential.privateKeyPem === undefined) {
    throw new UsageError('A PKCS#12 file needs the private key, which is not at hand', {
      hint: 'Choose pem, pem_bundle or der, or build the file where the key is',
    })
  }
  if (password === undefined || password === '') {
    throw new UsageError('A PKCS#12 file needs a password', {hint: 'Give one that is not empty'})
  }
  const contents = await encodePkcs12({
    certificateDer: certificateDer(credential.certificatePem),
    chainDer: credential.chainPem.map(certificateDer),
    privateKeyDer: privateKeyDer(credential.privateKeyPem),
    password,
    friendlyName,
  })
  return {name: 'credential.p12', contents, secret: true}
}

function joinPem(blocks: readonly string[]): Uint8Array {
  return Buffer.from(blocks.map((block) => `${block.trim()}\n`).join(''))
}

function certificateDer(pem: string): Uint8Array {
  return readCertificate(pem).raw
}

function privateKeyDer(pem: string): Uint8Array {
  try {
    return createPrivateKey(pem).export({type: 'pkcs8', format: 'der'})
  } catch (cause) {
    throw new UsageError('The private key of the credential cannot be read', {cause})
  }
}
