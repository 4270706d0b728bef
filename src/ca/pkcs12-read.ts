import {createPrivateKey, type KeyObject, timingSafeEqual, type X509Certificate} from 'node:crypto'
import {KmipctlError, UsageError} from '../errors.ts'
import {readCertificate} from './certificate.ts'
import {type Asn1, bytesOf, type Der, loadDer, partOf, partsOf} from './der.ts'
import {bagNames, type BagNames} from './pkcs12-bag-names.ts'
import {decryptPart, type OpenOptions} from './pkcs12-decrypt.ts'
import {pkcs12Mac} from './pkcs12-mac.ts'
import {macDigests, oids} from './pkcs12-oids.ts'

/** Real files have a few kilobytes. */
const largestFile = 1024 * 1024
const mostNestedBags = 4

/** Java's limit; no program writes more, and a made-up file could otherwise keep the process busy for hours. */
const javaIterations = 5_000_000

export interface Pkcs12Key extends BagNames {
  readonly key: KeyObject
}

export interface Pkcs12Certificate extends BagNames {
  readonly certificate: X509Certificate
}

/** All that a PKCS#12 file holds of keys and certificates, in its order. */
export interface Pkcs12Entries {
  readonly keys: readonly Pkcs12Key[]
  readonly certificates: readonly Pkcs12Certificate[]
}

interface Bags {
  readonly keys: Pkcs12Key[]
  readonly certificates: Pkcs12Certificate[]
}

/** The password does not open the file. */
export class WrongPasswordError extends UsageError {
  override readonly name = 'WrongPasswordError'
}

/**
 * Opens a PKCS#12 file. Both today's encryption and the older triple DES and RC2 are understood.
 *
 * @throws UsageError when it is no such file or it is damaged, WrongPasswordError when the password is wrong
 */
export async function readPkcs12(
  bytes: Uint8Array,
  password: string,
  mostIterations = javaIterations,
): Promise<Pkcs12Entries> {
  if (bytes.length > largestFile) throw new UsageError('The PKCS#12 file is larger than 1 MiB')
  const der = await loadDer()
  const options = {password, mostIterations}
  const {safe, mac} = parseFile(der, bytes)
  if (mac !== undefined) await checkMac(der, safe, mac, options)
  return readSafe(der, safe, options)
}

function parseFile(der: Der, bytes: Uint8Array): {safe: Buffer; mac: Asn1 | undefined} {
  try {
    const [version, info, mac] = partsOf(der.decode(bytes))
    if (version === undefined || info === undefined || der.readInteger(version) !== 3) throw new TypeError('Version')
    if (der.readOid(partOf(info, 0)) !== oids.data) throw new TypeError('Public-key integrity is not supported')
    return {safe: bytesOf(partOf(partOf(info, 1), 0)), mac}
  } catch (cause) {
    throw new UsageError('The data is not a PKCS#12 file', {cause})
  }
}

async function checkMac(der: Der, safe: Uint8Array, mac: Asn1, options: OpenOptions): Promise<void> {
  const {digest, expected, salt, iterations} = parseMac(der, mac, options)
  const actual = await pkcs12Mac(safe, {digest, salt, iterations, password: options.password})
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected))
    throw new WrongPasswordError('The password does not open the PKCS#12 file', {hint: 'Check the password'})
}

function parseMac(der: Der, mac: Asn1, {mostIterations}: OpenOptions) {
  try {
    const [info, salt, count] = partsOf(mac)
    if (info === undefined || salt === undefined) throw new TypeError('MAC is incomplete')
    const digest = lookUpDigest(der.readOid(partOf(partOf(info, 0), 0)))
    const iterations = count === undefined ? 1 : der.readInteger(count)
    if (iterations < 1 || iterations > mostIterations) throw new TypeError(`${iterations} iterations`)
    return {digest, expected: bytesOf(partOf(info, 1)), salt: bytesOf(salt), iterations}
  } catch (cause) {
    throw new UsageError('The integrity check of the PKCS#12 file is damaged or of an unknown kind', {cause})
  }
}

function lookUpDigest(oid: string) {
  const known = Object.entries(macDigests).find(([candidate]) => candidate === oid)
  if (known === undefined) throw new TypeError(`Unknown digest ${oid}`)
  return known[1]
}

async function readSafe(der: Der, safe: Uint8Array, options: OpenOptions): Promise<Bags> {
  const bags: Bags = {keys: [], certificates: []}
  try {
    for (const info of partsOf(der.decode(safe))) {
      const content = partOf(partOf(info, 1), 0)
      const plain = await contentBytes(der, {type: der.readOid(partOf(info, 0)), content}, options)
      await readBags(der, der.decode(plain), {bags, options, depth: 0})
    }
  } catch (cause) {
    if (cause instanceof KmipctlError) throw cause
    throw new UsageError('The PKCS#12 file cannot be read', {
      cause,
      hint: 'It is damaged, the password is wrong, or it uses an encryption that is not supported',
    })
  }
  return bags
}

async function contentBytes(der: Der, info: {type: string; content: Asn1}, options: OpenOptions): Promise<Buffer> {
  if (info.type === oids.data) return bytesOf(info.content)
  if (info.type !== oids.encryptedData) throw new TypeError(`Unknown content ${info.type}`)
  const encrypted = partOf(info.content, 1)
  return decryptPart(der, partOf(encrypted, 1), bytesOf(partOf(encrypted, 2)), options)
}

interface ReadState {
  readonly bags: Bags
  readonly options: OpenOptions
  readonly depth: number
}

async function readBags(der: Der, contents: Asn1, state: ReadState): Promise<void> {
  if (state.depth > mostNestedBags) throw new TypeError('Bags are nested too deep')
  for (const bag of partsOf(contents)) await readBag(der, bag, state)
}

async function readBag(der: Der, bag: Asn1, {bags, options, depth}: ReadState): Promise<void> {
  const value = partOf(partOf(bag, 1), 0)
  const names = bagNames(der, bag)
  switch (der.readOid(partOf(bag, 0))) {
    case oids.keyBag:
      bags.keys.push({key: keyFromDer(der.encode(value)), ...names})
      break
    case oids.shroudedKeyBag: {
      const plain = await decryptPart(der, partOf(value, 0), bytesOf(partOf(value, 1)), options)
      bags.keys.push({key: keyFromDer(plain), ...names})
      break
    }
    case oids.certificateBag:
      if (der.readOid(partOf(value, 0)) === oids.x509Certificate) {
        bags.certificates.push({certificate: readCertificate(bytesOf(partOf(partOf(value, 1), 0))), ...names})
      }
      break
    case oids.safeContentsBag:
      await readBags(der, value, {bags, options, depth: depth + 1})
      break
    // Revocation lists and secrets have no place in a credential
  }
}

function keyFromDer(key: Buffer): KeyObject {
  return createPrivateKey({key, format: 'der', type: 'pkcs8'})
}
