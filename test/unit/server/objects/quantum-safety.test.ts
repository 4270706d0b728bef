import {describe, expect, it} from 'vitest'
import type {AttributeItem} from '../../../../src/kmip/attributes/attribute-item.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {SetAttribute} from '../../../../src/kmip/operations/set-attribute.ts'
import {
  aes,
  attributes,
  createKey,
  maskOf,
  rawKey,
  repeated,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const version = '2.1' as const

function creation(values: AttributeValues) {
  return {objectType: 'SymmetricKey', attributes: attributes({...aes, QuantumSafe: true, ...values})} as const
}

async function set(t: TestEngine, uniqueIdentifier: string, key: AttributeItem['key'], value: unknown) {
  const request = {uniqueIdentifier, newAttribute: {key, index: undefined, value}}
  return (await t.refusal(SetAttribute, request, {version})).resultReason
}

describe('an object that has to be Quantum Safe', () => {
  it.each<[string, AttributeValues]>([
    ['256 bits', {}],
    ['256 bits at the high level', {ProtectionLevel: 'High', ProtectionPeriod: 409_968_000}],
    ['128 bits at the low level', {CryptographicLength: 128, ProtectionLevel: 'Low'}],
    ['128 bits when it does not have to be', {CryptographicLength: 128, QuantumSafe: false, ProtectionLevel: 'High'}],
    ['HMAC keys', {CryptographicAlgorithm: 'HMAC_SHA384', CryptographicLength: 384}],
  ])('may be a key of %s', async (_, values) => {
    const t = await createTestEngine()
    await t.call(Create, creation(values), {version})
  })

  it.each<[string, AttributeValues]>([
    ['128 bits', {CryptographicLength: 128}],
    ['192 bits at the high level', {CryptographicLength: 192, ProtectionLevel: 'High'}],
    ['Triple DES', {CryptographicAlgorithm: 'DES3', CryptographicLength: 168, ProtectionLevel: 'Low'}],
  ])('cannot be a key of %s', async (_, values) => {
    const t = await createTestEngine()
    expect(await t.reason(Create, creation(values), {version})).toBe('GeneralFailure')
    expect(t.internalErrors).toEqual([])
  })

  it('cannot be a key on a curve', async () => {
    const t = await createTestEngine()
    const request = {
      commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength: 521, QuantumSafe: true}),
      privateKeyAttributes: attributes({CryptographicUsageMask: maskOf('Sign')}),
      publicKeyAttributes: attributes({CryptographicUsageMask: maskOf('Verify')}),
    }
    expect(await t.reason(CreateKeyPair, request, {version})).toBe('GeneralFailure')
  })

  it('is checked when it is imported, and when it is replaced', async () => {
    const t = await createTestEngine()
    const all = attributes({...aes, CryptographicLength: 128, QuantumSafe: true})
    const importing = {uniqueIdentifier: 'moved', attributes: all, object: rawKey(repeated(5, 16))}
    expect(await t.reason(Import, importing, {version})).toBe('GeneralFailure')
    const {uniqueIdentifier} = await t.call(Create, creation({}), {version})
    const shorter = {uniqueIdentifier, attributes: attributes({CryptographicLength: 128})}
    expect(await t.reason(ReKey, shorter, {version})).toBe('GeneralFailure')
    await t.call(ReKey, {uniqueIdentifier}, {version})
  })

  it('is checked when somebody says so, or raises the level, later', async () => {
    const t = await createTestEngine()
    const weak = await createKey(t, {CryptographicLength: 128})
    expect(await set(t, weak, 'QuantumSafe', true)).toBe('GeneralFailure')
    expect(await set(t, weak, 'ProtectionLevel', 'Low')).toBeUndefined()
    expect(await set(t, weak, 'QuantumSafe', true)).toBeUndefined()
    expect(await set(t, weak, 'ProtectionLevel', 'High')).toBe('GeneralFailure')
  })
})
