import type {KeyObject, X509Certificate} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {privateKeyToPem} from './key-pair.ts'
import {type Pkcs12Certificate, type Pkcs12Entries, type Pkcs12Key, readPkcs12} from './pkcs12-read.ts'

/** What a PKCS#12 file holds for a TLS client. */
export interface Pkcs12Credential {
  readonly certificatePem: string
  /** PKCS#8, not encrypted. */
  readonly privateKeyPem: string
  readonly chainPem: readonly string[]
}

/**
 * Reads the credential in a PKCS#12 file: its private key, the certificate that belongs to it and the other
 * certificates as the chain (issuer first).
 *
 * @throws UsageError when it is no such file, the password is wrong, or it does not hold exactly one private key with
 * its certificate
 */
export async function loadPkcs12(bytes: Uint8Array, password: string): Promise<Pkcs12Credential> {
  const {keys, certificates} = await readPkcs12(bytes, password)
  const [only] = keys
  if (only === undefined || keys.length > 1) {
    throw new UsageError(`The PKCS#12 file holds ${keys.length} private keys instead of one`)
  }
  const all = certificates.map(({certificate}) => certificate)
  const certificate = all.find((candidate) => candidate.checkPrivateKey(only.key))
  if (certificate === undefined) throw new UsageError('The PKCS#12 file holds no certificate for its private key')
  const {issuers, others} = chainAbove(certificate, all)
  return {
    certificatePem: certificate.toString(),
    privateKeyPem: privateKeyToPem(only.key),
    chainPem: [...issuers, ...others].map((issuer) => issuer.toString()),
  }
}

/**
 * PEM of all certificates in a PKCS#12 file, with or without keys.
 *
 * @throws UsageError when it is no such file or the password is wrong
 */
export async function loadPkcs12Certificates(bytes: Uint8Array, password: string): Promise<string[]> {
  const {certificates} = await readPkcs12(bytes, password)
  return certificates.map(({certificate}) => certificate.toString())
}

/** One private key of a PKCS#12 file with the certificates that lead from it to a root. */
export interface Pkcs12KeyChain {
  readonly privateKey: KeyObject
  readonly friendlyName: string | undefined
  /** The key's own first; empty when the file has none for the key. */
  readonly certificates: readonly X509Certificate[]
}

/**
 * The private key of a name with its certificates, or the first one. Case makes no difference to a name.
 *
 * @throws UsageError when there is no such key
 */
export function keyChainIn({keys, certificates}: Pkcs12Entries, friendlyName: string | undefined): Pkcs12KeyChain {
  const chosen = friendlyName === undefined ? keys[0] : keys.find((key) => isCalled(key, friendlyName))
  if (chosen === undefined) {
    const which = friendlyName === undefined ? '' : ` called ${JSON.stringify(friendlyName)}`
    throw new UsageError(`The PKCS#12 file holds no private key${which}`)
  }
  const leaf = certificateOf(chosen, certificates)
  const all = certificates.map(({certificate}) => certificate)
  return {
    privateKey: chosen.key,
    friendlyName: chosen.friendlyName,
    certificates: leaf === undefined ? [] : [leaf, ...chainAbove(leaf, all).issuers],
  }
}

function isCalled(entry: Pkcs12Key, name: string): boolean {
  return entry.friendlyName?.toLowerCase() === name.toLowerCase()
}

/** Of several certificates for the same key the one that is marked as the key's. */
function certificateOf(key: Pkcs12Key, certificates: readonly Pkcs12Certificate[]): X509Certificate | undefined {
  const fitting = certificates.filter(({certificate}) => certificate.checkPrivateKey(key.key))
  const marked = fitting.find(({localKeyId}) => localKeyId !== undefined && localKeyId === key.localKeyId)
  return (marked ?? fitting[0])?.certificate
}

/** The issuers in order, and whatever else there is. */
function chainAbove(leaf: X509Certificate, certificates: readonly X509Certificate[]) {
  const others = certificates.filter((certificate) => certificate !== leaf)
  const issuers: X509Certificate[] = []
  let current = leaf
  for (;;) {
    const index = others.findIndex((candidate) => current.checkIssued(candidate))
    const [issuer] = index === -1 ? [] : others.splice(index, 1)
    if (issuer === undefined) return {issuers, others}
    issuers.push(issuer)
    current = issuer
  }
}
