import {createPrivateKey, type KeyObject, timingSafeEqual, type X509Certificate} from 'node:crypto'
import {KmipctlError, UsageError} from '../errors.ts'
import {readCertificate} from './certificate.ts'
import {type Asn1, bytesOf, type Der, loadDer, partOf, partsOf} from './der.ts'
import {privateKeyToPem} from './key-pair.ts'
import {decryptPart, mostIterations} from './pkcs12-decrypt.ts'
import {pkcs12Mac} from './pkcs12-mac.ts'
import {macDigests, oids} from './pkcs12-oids.ts'

/** Real files have a few kilobytes. */
const largestFile = 1024 * 1024
const mostNestedBags = 4

/** What a PKCS#12 file holds for a TLS client. */
export interface Pkcs12Credential {
  readonly certificatePem: string
  /** PKCS#8, not encrypted. */
  readonly privateKeyPem: string
  readonly chainPem: readonly string[]
}

interface Bags {
  readonly keys: KeyObject[]
  readonly certificates: X509Certificate[]
}

/**
 * Reads the credential in a PKCS#12 file: its private key, the certificate that belongs to it and the other
 * certificates as the chain (issuer first). Both today's encryption and the older triple DES and RC2 are understood.
 *
 * @throws UsageError when it is no such file, the password is wrong, or it does not hold exactly one private key with
 * its certificate
 */
export async function loadPkcs12(bytes: Uint8Array, password: string): Promise<Pkcs12Credential> {
  if (bytes.length > largestFile) throw new UsageError('The PKCS#12 file is larger than 1 MiB')
  const der = await loadDer()
  const {safe, mac} = parseFile(der, bytes)
  if (mac !== undefined) checkMac(der, safe, mac, password)
  const {keys, certificates} = await readSafe(der, safe, password)
  const [key] = keys
  if (key === undefined || keys.length > 1) {
    throw new UsageError(`The PKCS#12 file holds ${keys.length} private keys instead of one`)
  }
  const certificate = certificates.find((candidate) => candidate.checkPrivateKey(key))
  if (certificate === undefined) throw new UsageError('The PKCS#12 file holds no certificate for its private key')
  return {
    certificatePem: certificate.toString(),
    privateKeyPem: privateKeyToPem(key),
    chainPem: chainAbove(certificate, certificates).map((issuer) => issuer.toString()),
  }
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

function checkMac(der: Der, safe: Uint8Array, mac: Asn1, password: string): void {
  const {digest, expected, salt, iterations} = parseMac(der, mac)
  const actual = pkcs12Mac(safe, {digest, salt, iterations, password})
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) throw wrongPassword()
}

function parseMac(der: Der, mac: Asn1) {
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

function wrongPassword(cause?: unknown): UsageError {
  return new UsageError('The password does not open the PKCS#12 file', {cause, hint: 'Check the password'})
}

async function readSafe(der: Der, safe: Uint8Array, password: string): Promise<Bags> {
  const bags: Bags = {keys: [], certificates: []}
  try {
    for (const info of partsOf(der.decode(safe))) {
      const content = partOf(partOf(info, 1), 0)
      const plain = await contentBytes(der, {type: der.readOid(partOf(info, 0)), content}, password)
      await readBags(der, der.decode(plain), {bags, password, depth: 0})
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

async function contentBytes(der: Der, info: {type: string; content: Asn1}, password: string): Promise<Buffer> {
  if (info.type === oids.data) return bytesOf(info.content)
  if (info.type !== oids.encryptedData) throw new TypeError(`Unknown content ${info.type}`)
  const encrypted = partOf(info.content, 1)
  return decryptPart(der, partOf(encrypted, 1), bytesOf(partOf(encrypted, 2)), password)
}

interface ReadState {
  readonly bags: Bags
  readonly password: string
  readonly depth: number
}

async function readBags(der: Der, contents: Asn1, state: ReadState): Promise<void> {
  if (state.depth > mostNestedBags) throw new TypeError('Bags are nested too deep')
  for (const bag of partsOf(contents)) {
    const value = partOf(partOf(bag, 1), 0)
    switch (der.readOid(partOf(bag, 0))) {
      case oids.keyBag:
        state.bags.keys.push(keyFromDer(der.encode(value)))
        break
      case oids.shroudedKeyBag:
        state.bags.keys.push(
          keyFromDer(await decryptPart(der, partOf(value, 0), bytesOf(partOf(value, 1)), state.password)),
        )
        break
      case oids.certificateBag:
        if (der.readOid(partOf(value, 0)) === oids.x509Certificate) {
          state.bags.certificates.push(readCertificate(bytesOf(partOf(partOf(value, 1), 0))))
        }
        break
      case oids.safeContentsBag:
        await readBags(der, value, {...state, depth: state.depth + 1})
        break
      // Revocation lists and secrets have no place in a credential
    }
  }
}

function keyFromDer(key: Buffer): KeyObject {
  return createPrivateKey({key, format: 'der', type: 'pkcs8'})
}

/** The issuers in order, then whatever else the file holds. */
function chainAbove(leaf: X509Certificate, certificates: readonly X509Certificate[]): X509Certificate[] {
  const rest = certificates.filter((certificate) => certificate !== leaf)
  const chain: X509Certificate[] = []
  let current = leaf
  for (;;) {
    const index = rest.findIndex((candidate) => current.checkIssued(candidate))
    const [issuer] = index === -1 ? [] : rest.splice(index, 1)
    if (issuer === undefined) return [...chain, ...rest]
    chain.push(issuer)
    current = issuer
  }
}
