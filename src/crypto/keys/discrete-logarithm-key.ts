import {createPrivateKey, createPublicKey, type KeyObject} from 'node:crypto'
import {
  bitsOf,
  derBitString,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  integerOf,
  octetsOf,
  readDer,
  readSequence,
  sequenceItems,
} from './der.ts'

/** An algorithm over a prime field: the members of its parameters in their order, with what OpenSSL calls it. */
export interface FieldAlgorithm {
  readonly openSslType: string
  readonly objectIdentifier: string
}

/** RFC 3279 section 2.3.2. */
export const dsaAlgorithm: FieldAlgorithm = {openSslType: 'dsa', objectIdentifier: '1.2.840.10040.4.1'}
/** PKCS#3 section 9. */
export const dhAlgorithm: FieldAlgorithm = {openSslType: 'dh', objectIdentifier: '1.2.840.113549.1.3.1'}

/** The parameters and the one number of a key. */
export interface FieldKey {
  readonly parameters: readonly bigint[]
  readonly number: bigint
}

/** PrivateKeyInfo around the numbers. */
export function fieldPrivateKey(algorithm: FieldAlgorithm, {parameters, number}: FieldKey): KeyObject {
  const key = derSequence(derInteger(0n), algorithmOf(algorithm, parameters), derOctetString(derInteger(number)))
  return createPrivateKey({key, format: 'der', type: 'pkcs8'})
}

/** SubjectPublicKeyInfo around the numbers. */
export function fieldPublicKey(algorithm: FieldAlgorithm, {parameters, number}: FieldKey): KeyObject {
  const key = derSequence(algorithmOf(algorithm, parameters), derBitString(derInteger(number)))
  return createPublicKey({key, format: 'der', type: 'spki'})
}

function algorithmOf({objectIdentifier}: FieldAlgorithm, parameters: readonly bigint[]): Buffer {
  return derSequence(derObjectIdentifier(objectIdentifier), derSequence(...parameters.map(derInteger)))
}

/** True for keys of the algorithm. */
export function isFieldKey({asymmetricKeyType}: KeyObject, {openSslType}: FieldAlgorithm): boolean {
  return asymmetricKeyType === openSslType
}

/** The numbers of a DSA or DH key. */
export function fieldKeyOf(key: KeyObject): FieldKey {
  if (key.type === 'private') {
    const [, algorithm, number] = readSequence(key.export({format: 'der', type: 'pkcs8'}))
    return {parameters: parametersOf(algorithm), number: integerOf(readDer(octetsOf(number))[0])}
  }
  const [algorithm, number] = readSequence(key.export({format: 'der', type: 'spki'}))
  return {parameters: parametersOf(algorithm), number: integerOf(readDer(bitsOf(number))[0])}
}

function parametersOf(algorithm: Parameters<typeof sequenceItems>[0]): bigint[] {
  const [, parameters] = sequenceItems(algorithm)
  return sequenceItems(parameters).map(integerOf)
}
