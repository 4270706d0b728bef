import {AttributeSet} from '../../src/kmip/attributes/attribute-set.ts'
import type {AttributeName, StandardValue} from '../../src/kmip/attributes/catalogue.ts'
import {customKeyOfName} from '../../src/kmip/attributes/custom-key.ts'
import type {ManagedObject} from '../../src/kmip/objects/managed-object.ts'
import {Activate} from '../../src/kmip/operations/activate.ts'
import {Create} from '../../src/kmip/operations/create.ts'
import {Destroy} from '../../src/kmip/operations/destroy.ts'
import {GetAttributes} from '../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../src/kmip/operations/locate.ts'
import {Register} from '../../src/kmip/operations/register.ts'
import {Revoke} from '../../src/kmip/operations/revoke.ts'
import {CryptographicUsageMask} from '../../src/kmip/spec/masks.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../src/ttlv/node.ts'
import type {CallOptions, TestEngine} from './test-engine.ts'

export type AttributeValues = {readonly [N in AttributeName]?: StandardValue<N>}

/** A set of attributes with one value each; names that begin with x- or y- are custom texts. */
export function attributes(
  values: AttributeValues,
  custom: Readonly<Record<string, string | TtlvNode>> = {},
): AttributeSet {
  const set = new AttributeSet()
  for (const [name, value] of Object.entries(values)) set.set(name as AttributeName, value)
  for (const [name, value] of Object.entries(custom)) {
    set.set(customKeyOfName(name), typeof value === 'string' ? textValue(value) : value)
  }
  return set
}

/** A set with several values of one attribute. */
export function several<N extends AttributeName>(name: N, ...values: readonly StandardValue<N>[]): AttributeSet {
  const set = new AttributeSet()
  for (const value of values) set.add(name, value as never)
  return set
}

export function textValue(value: string): TtlvNode {
  return {tag: Tag.AttributeValue, type: ItemType.TextString, value}
}

export function nameOf(nameValue: string): StandardValue<'Name'> {
  return {nameValue, nameType: 'UninterpretedTextString'}
}

/** Plain bytes, as decoders give them, of a text. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** Plain bytes of hexadecimal digits. */
export function hex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, 'hex'))
}

/** So many times the same byte. */
export function repeated(byte: number, length: number): Uint8Array {
  return new Uint8Array(length).fill(byte)
}

export const maskOf = CryptographicUsageMask.of.bind(CryptographicUsageMask)

/** For a new AES key of 256 bits that may encrypt and decrypt. */
export const aes: AttributeValues = {
  CryptographicAlgorithm: 'AES',
  CryptographicLength: 256,
  CryptographicUsageMask: maskOf('Encrypt', 'Decrypt'),
}

/** Creates an AES key; the answer is its identifier. */
export async function createKey(t: TestEngine, values: AttributeValues = {}, options?: CallOptions): Promise<string> {
  const request = {objectType: 'SymmetricKey', attributes: attributes({...aes, ...values})} as const
  return (await t.call(Create, request, options)).uniqueIdentifier
}

/** An AES key that is Active from the beginning. */
export async function createActiveKey(t: TestEngine, values: AttributeValues = {}): Promise<string> {
  return createKey(t, {ActivationDate: new Date(0), ...values})
}

/** A symmetric key in a key block without algorithm and length. */
export function rawKey(keyMaterial: Uint8Array): ManagedObject<'SymmetricKey'> {
  return {
    type: 'SymmetricKey',
    value: {keyBlock: {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial}}},
  }
}

export function secret(text: string): ManagedObject<'SecretData'> {
  return {
    type: 'SecretData',
    value: {
      secretDataType: 'Password',
      keyBlock: {keyFormatType: 'Opaque', keyValue: {kind: 'plain', keyMaterial: utf8(text)}},
    },
  }
}

export function opaque(text: string): ManagedObject<'OpaqueObject'> {
  return {type: 'OpaqueObject', value: {opaqueDataType: 0x80000000, opaqueDataValue: utf8(text)}}
}

/** Registers an object; the answer is its identifier. */
export async function register(
  t: TestEngine,
  object: ManagedObject,
  values: AttributeValues | AttributeSet = {},
  options?: CallOptions,
): Promise<string> {
  const set = values instanceof AttributeSet ? values : attributes(values)
  return (await t.call(Register, {objectType: object.type, attributes: set, object}, options)).uniqueIdentifier
}

/** Registers an AES key of the given bytes that is Active from the beginning. */
export async function registerAes(t: TestEngine, key: Uint8Array, values: AttributeValues = {}): Promise<string> {
  return register(t, rawKey(key), {
    ...aes,
    CryptographicLength: key.length * 8,
    ActivationDate: new Date(0),
    ...values,
  })
}

/** One attribute of an object. */
export async function attributeOf<N extends AttributeName>(
  t: TestEngine,
  uniqueIdentifier: string,
  name: N,
): Promise<StandardValue<N> | undefined> {
  const answer = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: [name]})
  return answer.attributes?.get<AttributeName>(name) as StandardValue<N> | undefined
}

export async function stateOf(t: TestEngine, uniqueIdentifier: string): Promise<string | number | undefined> {
  return attributeOf(t, uniqueIdentifier, 'State')
}

export type EndState = 'Destroyed' | 'Deactivated' | 'Compromised'

/** Brings an Active object into a later state. */
export async function endLife(t: TestEngine, uniqueIdentifier: string, state: EndState): Promise<void> {
  const revocationReasonCode = state === 'Compromised' ? 'KeyCompromise' : 'CessationOfOperation'
  await t.call(Revoke, {uniqueIdentifier, revocationReason: {revocationReasonCode}})
  if (state === 'Destroyed') await t.call(Destroy, {uniqueIdentifier})
}

export async function activate(t: TestEngine, uniqueIdentifier: string): Promise<void> {
  await t.call(Activate, {uniqueIdentifier})
}

/** Identifiers of the objects with all of these attributes. */
export async function locate(t: TestEngine, values: AttributeValues = {}): Promise<readonly string[]> {
  return (await t.call(Locate, {attributes: attributes(values)})).uniqueIdentifier ?? []
}
