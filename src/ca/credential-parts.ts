import {createPrivateKey} from 'node:crypto'
import {UsageError} from '../errors.ts'
import type {Credential, CredentialFile, EncodeOptions} from './credential-format.ts'
import {encodeCredential} from './credential-format.ts'

/**
 * What a file of a credential may hold. `ca`: all authorities above the certificate. `certificate`: what a TLS client
 * presents, the certificate and its issuers without the root; `leaf`: the certificate alone; `issuers`: those without
 * the root. `key`: PKCS#8. `bundle`: key, certificate and authorities. `pkcs12`: the same with a password. All but the
 * last in PEM.
 */
export const credentialParts = ['ca', 'certificate', 'leaf', 'issuers', 'key', 'bundle', 'pkcs12'] as const
export type CredentialPart = (typeof credentialParts)[number]

/** The parts to write, by the name of their file; a name may lead into a folder. */
export type CredentialLayout = Readonly<Partial<Record<CredentialPart, string>>>

const secretParts: ReadonlySet<CredentialPart> = new Set(['key', 'bundle', 'pkcs12'])

/** Holds the private key. */
export function isSecretPart(part: CredentialPart): boolean {
  return secretParts.has(part)
}

/**
 * The files of a layout. Without a private key those that would hold it are left out.
 *
 * @throws UsageError when a PKCS#12 file has no password, or the key cannot be read
 */
export async function encodeParts(
  credential: Credential,
  layout: CredentialLayout,
  options: EncodeOptions = {},
): Promise<CredentialFile[]> {
  const files: CredentialFile[] = []
  for (const part of credentialParts) {
    const name = layout[part]
    if (name === undefined || (credential.privateKeyPem === undefined && isSecretPart(part))) continue
    files.push({name, contents: await contentsOf(credential, part, options), secret: isSecretPart(part)})
  }
  return files
}

async function contentsOf(credential: Credential, part: CredentialPart, options: EncodeOptions): Promise<Uint8Array> {
  const {certificatePem, privateKeyPem = '', chainPem} = credential
  const issuers = chainPem.length === 1 ? chainPem : chainPem.slice(0, -1)
  switch (part) {
    case 'ca':
      return joined(chainPem)
    case 'certificate':
      return joined([certificatePem, ...chainPem.slice(0, -1)])
    case 'leaf':
      return joined([certificatePem])
    case 'issuers':
      return joined(issuers)
    case 'key':
      return joined([checkedKey(privateKeyPem)])
    case 'bundle':
      return joined([checkedKey(privateKeyPem), certificatePem, ...chainPem])
    case 'pkcs12': {
      const [file] = await encodeCredential(credential, 'p12', options)
      return file?.contents ?? new Uint8Array()
    }
  }
}

function checkedKey(pem: string): string {
  try {
    createPrivateKey(pem)
    return pem
  } catch (cause) {
    throw new UsageError('The private key of the credential cannot be read', {cause})
  }
}

function joined(blocks: readonly string[]): Uint8Array {
  return Buffer.from(blocks.map((block) => `${block.trim()}\n`).join(''))
}
