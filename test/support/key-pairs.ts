import {generateKeyPairSync, type KeyObject} from 'node:crypto'
import type {KeyMaterial} from '../../src/kmip/objects/key-value.ts'
import type {ManagedObject} from '../../src/kmip/objects/managed-object.ts'
import type {EnumName} from '../../src/kmip/spec/enumeration.ts'
import type {KeyFormatType} from '../../src/kmip/spec/enumerations.ts'

export interface Pair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

const made = new Map<string, Pair>()

function once(name: string, make: () => Pair): Pair {
  const pair = made.get(name) ?? make()
  made.set(name, pair)
  return pair
}

/** One pair for all tests of a file: making them takes long. */
export function rsaPair(modulusLength = 2048): Pair {
  return once(`rsa-${modulusLength}`, () => generateKeyPairSync('rsa', {modulusLength}))
}

/** By OpenSSL's name of the curve. */
export function ecPair(namedCurve = 'prime256v1'): Pair {
  return once(namedCurve, () => generateKeyPairSync('ec', {namedCurve}))
}

export function dsaPair(): Pair {
  return once('dsa', () => generateKeyPairSync('dsa', {modulusLength: 1024, divisorLength: 160}))
}

export function dhPair(): Pair {
  // The types leave Diffie-Hellman out.
  return once('dh', () => generateKeyPairSync('dh' as 'x448', {group: 'modp14'} as {}))
}

/** A private or public key as a client registers it. */
export function keyOf(
  type: 'PrivateKey' | 'PublicKey',
  keyFormatType: EnumName<typeof KeyFormatType>,
  keyMaterial: KeyMaterial,
): ManagedObject<'PrivateKey' | 'PublicKey'> {
  const material = keyMaterial instanceof Uint8Array ? Uint8Array.from(keyMaterial) : keyMaterial
  return {type, value: {keyBlock: {keyFormatType, keyValue: {kind: 'plain', keyMaterial: material}}}}
}

/** The usual form of a private RSA key. */
export function rsaPrivate({privateKey}: Pair = rsaPair()): ManagedObject<'PrivateKey' | 'PublicKey'> {
  return keyOf('PrivateKey', 'PKCS_1', privateKey.export({format: 'der', type: 'pkcs1'}))
}

/** The usual form of a public RSA key. */
export function rsaPublic({publicKey}: Pair = rsaPair()): ManagedObject<'PrivateKey' | 'PublicKey'> {
  return keyOf('PublicKey', 'PKCS_1', publicKey.export({format: 'der', type: 'pkcs1'}))
}

/** The usual form of a private key on a curve. */
export function ecPrivate({privateKey}: Pair = ecPair()): ManagedObject<'PrivateKey' | 'PublicKey'> {
  return keyOf('PrivateKey', 'ECPrivateKey', privateKey.export({format: 'der', type: 'sec1'}))
}

/** The usual form of every public key. */
export function spkiPublic({publicKey}: Pair): ManagedObject<'PrivateKey' | 'PublicKey'> {
  return keyOf('PublicKey', 'X_509', publicKey.export({format: 'der', type: 'spki'}))
}
