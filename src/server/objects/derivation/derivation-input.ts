import {KmipError} from '../../../kmip/error.ts'
import type {DerivationParameters} from '../../../kmip/structures/derivation-parameters.ts'
import type {OperationContext} from '../../context.ts'
import {secretBytesOf} from '../key-material.ts'
import type {ServerObject} from '../server-object.ts'

/** What a derivation works with. */
export interface DerivationInput {
  /** All of them may be used to derive. */
  readonly bases: readonly ServerObject[]
  readonly parameters: DerivationParameters
  /** Of the derived object, in bytes. */
  readonly length: number
}

/** Gives the bytes of the derived object, in the length that is asked for. */
export type DerivationMethod = (context: OperationContext, input: DerivationInput) => Promise<Uint8Array>

/** The key that derives, and the data from which it does. */
export interface KeyAndData extends KeyAndAnyData {
  readonly data: Uint8Array
}

/** Of a method that can do without data. */
export interface KeyAndAnyData {
  readonly object: ServerObject
  readonly key: Uint8Array
  readonly data: Uint8Array | undefined
}

/**
 * A symmetric key is the derivation key, else the first secret; another secret is the derivation data, unless the
 * parameters have it. KMIP 1.4 section 4.6.
 */
export function keyAndData(input: DerivationInput): KeyAndData {
  const {data, ...derivation} = keyAndAnyData(input)
  if (data === undefined) throw invalid('The derivation method needs Derivation Data')
  return {...derivation, data}
}

/** As keyAndData, for a method that can do without data. */
export function keyAndAnyData({bases, parameters}: DerivationInput): KeyAndAnyData {
  const object = bases.find(({type}) => type === 'SymmetricKey') ?? bases[0]
  if (object === undefined) throw invalid('Derive Key needs an object to derive from')
  const [secret, ...more] = bases.filter((base) => base !== object)
  if (more.length > 0 || (secret !== undefined && secret.type !== 'SecretData')) {
    throw invalid('The derivation method takes one key and at most one secret beside it')
  }
  const sent = derivationData(parameters)
  if (sent !== undefined && secret !== undefined) throw ambiguous()
  return {object, key: secretBytesOf(object), data: sent ?? (secret && secretBytesOf(secret))}
}

/** The one secret to work on: the value of the only object. */
export function onlySecret({bases, parameters}: DerivationInput): Uint8Array {
  const [object, ...more] = bases
  if (object === undefined || more.length > 0) throw invalid('The derivation method takes one object')
  if (derivationData(parameters) !== undefined) {
    // For a secret, the error table of KMIP 1.4 section 11.7 has a reason of its own.
    if (object.type === 'SecretData') throw ambiguous()
    throw invalid('The derivation method takes a key or Derivation Data, not both')
  }
  return secretBytesOf(object)
}

/** All methods but one take one at most. */
export function derivationData({derivationData: data = []}: DerivationParameters): Uint8Array | undefined {
  if (data.length > 1) throw invalid('The derivation method takes one Derivation Data')
  return data[0]
}

function ambiguous(): KmipError {
  return new KmipError('InvalidMessage', 'The derivation data are in the parameters and in a Secret Data object')
}

export function invalid(message: string): KmipError {
  return new KmipError('InvalidField', message)
}
