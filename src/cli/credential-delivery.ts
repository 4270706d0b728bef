import {joinPem} from '../administration/authorities.ts'
import {type Credential, type CredentialFormat, encodeCredential} from '../ca/credential-format.ts'
import {UsageError} from '../errors.ts'
import {type OutputFile, prepareFolder, writeFiles} from './files/output-folder.ts'

/** How and where a new credential is handed over. */
export interface Delivery {
  readonly format: CredentialFormat
  /** Standard output when undefined. */
  readonly folder: string | undefined
  readonly force: boolean
  /** Of a PKCS#12 file. */
  readonly password?: string | undefined
}

/** Every file a format may have, with or without a private key. */
const fileNames: Readonly<Record<CredentialFormat, readonly string[]>> = {
  pem: ['ca.pem', 'cert.pem', 'key.pem', 'bundle.pem'],
  pem_bundle: ['bundle.pem'],
  der: ['ca-1.der', 'ca-2.der', 'cert.der', 'key.der'],
  p12: ['credential.p12'],
}

/**
 * Makes sure that the credential can be handed over before there is one.
 *
 * @throws UsageError when a format needs a folder, or the folder has such files already
 */
export async function prepareDelivery({format, folder, force}: Delivery): Promise<void> {
  if (folder !== undefined) return prepareFolder(folder, fileNames[format], {force})
  if (format !== 'der' && format !== 'p12') return
  throw new UsageError(`The format ${format} needs a folder to write to`, {hint: 'Pass --out DIR'})
}

/** Writes the files of a credential and returns their full paths. */
export async function deliverToFolder(credential: Credential, folder: string, delivery: Delivery): Promise<string[]> {
  return writeFiles(folder, await credentialFiles(credential, delivery), delivery)
}

/** The text of a credential for standard output: certificate, its issuer and key, or the bundle. */
export async function credentialText(credential: Credential, format: CredentialFormat): Promise<string> {
  if (format === 'pem_bundle') {
    const files = await encodeCredential(credential, format)
    return files.map(({contents}) => Buffer.from(contents).toString()).join('')
  }
  const {privateKeyPem} = credential
  return presentedChain(credential) + (privateKeyPem === undefined ? '' : joinPem([privateKeyPem]))
}

async function credentialFiles(credential: Credential, {format, password}: Delivery): Promise<OutputFile[]> {
  if (format !== 'pem') return encodeCredential(credential, format, {password, friendlyName: 'kmipctl'})
  const files = await encodeCredential({...credential, certificatePem: presentedChain(credential)}, 'pem')
  // Database servers want key and certificates in one file
  const bundle = credential.privateKeyPem === undefined ? [] : await encodeCredential(credential, 'pem_bundle')
  return [...files, ...bundle]
}

/** What a client sends in TLS: its certificate and all issuers but the root, which the server has. */
function presentedChain({certificatePem, chainPem}: Credential): string {
  return joinPem([certificatePem, ...chainPem.slice(0, -1)])
}
