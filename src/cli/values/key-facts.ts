import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import type {CryptographicAlgorithm, KeyFormatType} from '../../kmip/spec/enumerations.ts'

/** What an asymmetric key says of itself. */
export interface KeyFacts {
  readonly algorithm: EnumName<typeof CryptographicAlgorithm>
  /** Bits. */
  readonly length: number
}

type Format = EnumName<typeof KeyFormatType> | number

/** Undefined for keys that Node does not know, and for formats without a description of the key. */
export function keyFacts(type: 'PrivateKey' | 'PublicKey', format: Format, der: Uint8Array): KeyFacts | undefined {
  const key = Buffer.from(der)
  try {
    const read = type === 'PrivateKey' ? privateKey(format, key) : publicKey(format, key)
    return read === undefined ? undefined : factsOf(read)
  } catch {
    // What it is the user says by flags; the server judges whether that is true
    return undefined
  }
}

const privateTypes: ReadonlyMap<Format, 'pkcs8' | 'pkcs1' | 'sec1'> = new Map([
  ['PKCS_8', 'pkcs8'],
  ['PKCS_1', 'pkcs1'],
  ['ECPrivateKey', 'sec1'],
])

function privateKey(format: Format, key: Buffer): KeyObject | undefined {
  const type = privateTypes.get(format)
  return type === undefined ? undefined : createPrivateKey({key, format: 'der', type})
}

function publicKey(format: Format, key: Buffer): KeyObject | undefined {
  if (format !== 'X_509' && format !== 'PKCS_1') return undefined
  return createPublicKey({key, format: 'der', type: format === 'X_509' ? 'spki' : 'pkcs1'})
}

const curveBits: Readonly<Record<string, number>> = {prime256v1: 256, secp384r1: 384, secp521r1: 521, secp256k1: 256}

function factsOf({asymmetricKeyType, asymmetricKeyDetails}: KeyObject): KeyFacts | undefined {
  const {modulusLength, namedCurve = ''} = asymmetricKeyDetails ?? {}
  if (asymmetricKeyType === 'rsa' && modulusLength !== undefined) return {algorithm: 'RSA', length: modulusLength}
  if (asymmetricKeyType === 'dsa' && modulusLength !== undefined) return {algorithm: 'DSA', length: modulusLength}
  if (asymmetricKeyType === 'ed25519') return {algorithm: 'Ed25519', length: 256}
  if (asymmetricKeyType === 'ed448') return {algorithm: 'Ed448', length: 456}
  const length = curveBits[namedCurve]
  return asymmetricKeyType === 'ec' && length !== undefined ? {algorithm: 'EC', length} : undefined
}
