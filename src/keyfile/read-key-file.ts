import {UsageError} from '../errors.ts'
import {isCutShort, outlineOf} from './der-outline.ts'
import {otherProgram} from './other-programs.ts'
import type {KeyFile} from './key-file.ts'
import type {AskPassword} from './password.ts'
import {isPem, pemBlocks} from './pem-blocks.ts'
import {armouredFacts, binaryFacts, isArmoured} from './pgp-packets.ts'
import {readDerObject} from './read-der.ts'
import {isJson, readJson} from './read-json.ts'
import {readPemBlocks} from './read-pem.ts'
import {readPkcs12File} from './read-pkcs12.ts'
import {textOf} from './text.ts'

export interface ReadKeyFileOptions {
  /** Asked only when something is encrypted. */
  readonly password?: AskPassword | undefined
}

/** Keys, chains and key sets are small. */
const largest = 1024 * 1024

/**
 * Says what a file holds, by its content: PEM with one object or several, DER, PKCS#12, JWK, JWK Set, or OpenPGP. What has
 * none of their forms comes back as `bytes` without objects: nothing is guessed of raw keys.
 *
 * @throws UsageError for what has such a form and cannot be read, PasswordError for what does not open
 */
export async function readKeyFile(bytes: Uint8Array, {password}: ReadKeyFileOptions = {}): Promise<KeyFile> {
  if (bytes.length === 0) throw new UsageError('The file is empty')
  if (bytes.length > largest) throw new UsageError('The file is larger than 1 MiB, which no key is', {hint: opaqueHint})
  const outline = outlineOf(bytes)
  if (outline === 'PKCS#12 file') return readPkcs12File(bytes, once(password))
  if (outline !== undefined) {
    const object = await readDerObject(outline, {bytes, what: `The ${outline}`, password})
    return {container: 'DER', objects: [object], passedOver: [], encrypted: outline === 'encrypted PKCS#8 private key'}
  }
  return readText(bytes, once(password))
}

const opaqueHint = 'Pass --type opaque or --type secret to register it as it is'

async function readText(bytes: Uint8Array, password: AskPassword): Promise<KeyFile> {
  const text = textOf(bytes)
  if (isArmoured(text)) return pgpFile(bytes, armouredFacts(text))
  if (isPem(text)) return {container: 'PEM', ...(await readPemBlocks(pemBlocks(text), password))}
  if (isJson(text)) return readJson(Buffer.from(text, 'latin1').toString('utf8'))
  const pgp = binaryFacts(bytes)
  if (pgp !== undefined) return pgpFile(bytes, pgp)
  const other = otherProgram(bytes, text)
  if (other !== undefined) throw other
  if (isCutShort(bytes))
    throw new UsageError('The file begins as DER and ends early', {
      hint: 'It is cut short; pass --type and --format to register it as it is',
    })
  return {container: 'bytes', objects: [], passedOver: [], encrypted: false}
}

function pgpFile(bytes: Uint8Array, facts: ReturnType<typeof armouredFacts>): KeyFile {
  return {container: 'OpenPGP', objects: [{type: 'PGPKey', bytes, ...facts}], passedOver: [], encrypted: false}
}

/** One password for all parts of a file. */
function once(password: AskPassword | undefined): AskPassword {
  let answer: Promise<string | undefined> | undefined
  return () => (answer ??= password?.() ?? Promise.resolve(undefined))
}
