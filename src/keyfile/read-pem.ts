import {createPrivateKey} from 'node:crypto'
import {UsageError} from '../errors.ts'
import type {DerOutline} from './der-outline.ts'
import type {FoundObject} from './key-file.ts'
import {type AskPassword, passwordFor, wrongPassword} from './password.ts'
import type {PemBlock} from './pem-blocks.ts'
import {certificateIn, foundCertificate, readDerObject} from './read-der.ts'

/** Labels of RFC 7468 and of OpenSSL. */
const outlines: Readonly<Record<string, DerOutline>> = {
  'PRIVATE KEY': 'PKCS#8 private key',
  'ENCRYPTED PRIVATE KEY': 'encrypted PKCS#8 private key',
  'RSA PRIVATE KEY': 'PKCS#1 private key',
  'EC PRIVATE KEY': 'SEC 1 private key',
  'DSA PRIVATE KEY': 'DSA private key',
  'PUBLIC KEY': 'public key',
  'RSA PUBLIC KEY': 'PKCS#1 public key',
  CERTIFICATE: 'certificate',
  'X509 CERTIFICATE': 'certificate',
  'TRUSTED CERTIFICATE': 'certificate',
  'CERTIFICATE REQUEST': 'certificate request',
  'NEW CERTIFICATE REQUEST': 'certificate request',
}

/** What stands beside keys and is none, and what cannot be read here, by what to do about it. */
const unreadable: Readonly<Record<string, string>> = {
  'OPENSSH PRIVATE KEY': 'Convert a copy of it with ssh-keygen -p -m PKCS8 -f COPY',
  'SSH2 PUBLIC KEY': 'Convert it with ssh-keygen -i -f FILE and ssh-keygen -e -m PKCS8',
  PKCS7: 'Take the certificates out with openssl pkcs7 -print_certs',
  CMS: 'Take the certificates out with openssl pkcs7 -print_certs',
}

export interface PemContents {
  readonly objects: readonly FoundObject[]
  readonly passedOver: readonly string[]
  readonly encrypted: boolean
}

/**
 * The keys and certificates of the blocks, in their order. One password opens all that is encrypted.
 *
 * @throws UsageError naming the block that cannot be read
 */
export async function readPemBlocks(blocks: readonly PemBlock[], password?: AskPassword): Promise<PemContents> {
  const objects: FoundObject[] = []
  const passedOver: string[] = []
  for (const [index, block] of blocks.entries()) {
    const outline = outlines[block.label]
    if (outline === undefined) passedOver.push(nameOfOther(block))
    else objects.push(await readBlock(block, outline, {what: placeOf(block, index, blocks.length), password}))
  }
  return {objects, passedOver, encrypted: blocks.some(isEncrypted)}
}

function isEncrypted({label, encrypted}: PemBlock): boolean {
  return encrypted || label === 'ENCRYPTED PRIVATE KEY'
}

function placeOf({label}: PemBlock, index: number, count: number): string {
  return count === 1 ? `The block ${label}` : `The block ${label} (${index + 1} of ${count})`
}

function nameOfOther({label}: PemBlock): string {
  const hint = unreadable[label]
  if (hint === undefined) return label
  throw new UsageError(`The file holds the block ${label}, which cannot be read here`, {hint})
}

interface BlockContext {
  readonly what: string
  readonly password: AskPassword | undefined
}

async function readBlock(block: PemBlock, outline: DerOutline, context: BlockContext): Promise<FoundObject> {
  const {what, password} = context
  if (block.encrypted) return readEncrypted(block, context)
  // What is behind the certificate are OpenSSL's own notes on how far to trust it
  const trusted = block.label === 'TRUSTED CERTIFICATE' ? certificateIn(block.bytes) : undefined
  if (trusted !== undefined) return foundCertificate(trusted)
  return readDerObject(outline, {bytes: block.bytes, what, password})
}

/** A private key of OpenSSL's older encryption; it is kept as PKCS#8, whose Key Format Type holds every kind of key. */
async function readEncrypted({text}: PemBlock, {what, password}: BlockContext): Promise<FoundObject> {
  const passphrase = await passwordFor(what, password)
  const bytes = decrypted()
  return readDerObject('PKCS#8 private key', {bytes, what})

  function decrypted(): Buffer {
    try {
      return createPrivateKey({key: text, format: 'pem', passphrase}).export({format: 'der', type: 'pkcs8'})
    } catch (cause) {
      throw wrongPassword(what, cause)
    }
  }
}
