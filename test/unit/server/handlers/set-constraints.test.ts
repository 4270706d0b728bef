import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {GetConstraints} from '../../../../src/kmip/operations/get-constraints.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {SetConstraints} from '../../../../src/kmip/operations/set-constraints.ts'
import type {Constraint} from '../../../../src/kmip/structures/constraint.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {aes, attributes, createKey, maskOf, several, type AttributeValues} from '../../../support/managed-objects.ts'
import {answerOf, createTestEngine, entry, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const version = '2.1'
const options = {version} as const

describeRoles(SetConstraints, {}, options)
describeRoles(GetConstraints, {}, options)

async function constrained(...constraint: readonly Constraint[]): Promise<TestEngine> {
  const t = await createTestEngine()
  await t.call(SetConstraints, {constraints: {constraint}}, options)
  return t
}

const key = (values: AttributeValues = {}) =>
  ({objectType: 'SymmetricKey', attributes: attributes({...aes, ...values})}) as const
const violation = (t: TestEngine, values: AttributeValues = {}) => t.reason(Create, key(values), options)
const works = async (t: TestEngine, values: AttributeValues = {}) =>
  expect(await createKey(t, values, options)).toMatch(/./)

const opaque = {
  objectType: 'OpaqueObject',
  attributes: new AttributeSet(),
  object: {type: 'OpaqueObject', value: {opaqueDataType: 0x80000001, opaqueDataValue: new Uint8Array(4)}},
} as const

describe('Constraints', () => {
  it('are given back as they were set, in their order, with vendor attributes and incomplete structures', async () => {
    const constraint: Constraint[] = [
      {objectTypes: {objectType: ['PrivateKey', 'PublicKey']}, attributes: attributes({QuantumSafe: true})},
      {objectGroups: {objectGroup: ['pay', 'roll']}, attributes: several('CryptographicLength', 128, 256)},
      {attributes: attributes({}, {'x-Owner': 'me'})},
      {attributes: attributes({CryptographicUsageMask: maskOf('Encrypt'), CryptographicParameters: {}})},
      {},
    ]
    const t = await constrained(...constraint)
    const {constraints} = await t.call(GetConstraints, {}, options)
    expect(constraints.constraint?.map(plain)).toEqual(constraint.map(plain))
  })

  it('take the place of those before, and are removed by a request without any', async () => {
    const t = await constrained({attributes: attributes({CryptographicLength: 128})})
    expect(await violation(t)).toBe('ConstraintViolation')
    await t.call(
      SetConstraints,
      {constraints: {constraint: [{attributes: attributes({CryptographicLength: 256})}]}},
      options,
    )
    await works(t)
    for (const request of [{}, {constraints: {}}]) {
      await t.call(
        SetConstraints,
        {constraints: {constraint: [{attributes: attributes({CryptographicLength: 128})}]}},
        options,
      )
      await t.call(SetConstraints, request, options)
      expect((await t.call(GetConstraints, {}, options)).constraints.constraint ?? []).toEqual([])
      await works(t)
    }
  })

  it('are those of the scope alone, for each role in it and at each version', async () => {
    const t = await constrained({attributes: attributes({CryptographicLength: 128})})
    expect(await t.reason(Create, key(), {identity: {...t.identity, serialNumber: '7'}})).toBe('PermissionDenied')
    const elsewhere = {identity: identityOf('two'), version} as const
    expect(await createKey(t, {}, elsewhere)).toMatch(/./)
    expect((await t.call(GetConstraints, {}, elsewhere)).constraints.constraint ?? []).toEqual([])
  })

  it('name themselves and the attribute, and leave no object behind', async () => {
    const t = await constrained(
      {attributes: attributes({CryptographicAlgorithm: 'AES'})},
      {attributes: attributes({QuantumSafe: true, CryptographicLength: 128})},
    )
    const other = await t.refusal(Create, key({QuantumSafe: true}), options)
    expect(other.resultMessage).toBe(
      'Constraint 2 of the scope lays down Cryptographic Length, the new Symmetric Key has another',
    )
    const none = await t.refusal(Create, key({CryptographicLength: 128}), options)
    expect(none.resultMessage).toBe('Constraint 2 of the scope lays down Quantum Safe, the new Symmetric Key has none')
    const located = await t.call(Locate, {attributes: attributes({ObjectType: 'SymmetricKey'})}, options)
    expect(located.uniqueIdentifier ?? []).toEqual([])
  })

  it('of several values allow each of them, and all constraints count', async () => {
    const t = await constrained(
      {attributes: several('CryptographicLength', 128, 256)},
      {attributes: several('CryptographicLength', 192, 256)},
    )
    await works(t)
    for (const CryptographicLength of [128, 192]) {
      expect(await violation(t, {CryptographicLength})).toBe('ConstraintViolation')
    }
  })

  it('ask for an attribute only where objects of the type have it', async () => {
    const t = await constrained({attributes: attributes({CryptographicLength: 256})})
    expect((await t.call(Register, opaque, options)).uniqueIdentifier).toMatch(/./)
    expect(await violation(t, {CryptographicLength: 128})).toBe('ConstraintViolation')
  })

  it('concern the object types that they name', async () => {
    const t = await constrained({
      objectTypes: {objectType: ['PrivateKey']},
      attributes: attributes({CryptographicLength: 384}),
    })
    await works(t)
    const pair = (CryptographicLength: number) =>
      ({commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength})}) as const
    expect(await t.reason(CreateKeyPair, pair(256), options)).toBe('ConstraintViolation')
    expect((await t.call(CreateKeyPair, pair(384), options)).privateKeyUniqueIdentifier).toMatch(/./)
  })

  it('concern the object groups that they name, the default one for want of any', async () => {
    const only = (group: string): Constraint => ({
      objectGroups: {objectGroup: [group]},
      attributes: attributes({CryptographicLength: 128}),
    })
    const named = await constrained(only('pay'))
    await works(named)
    await works(named, {ObjectGroup: 'roll'})
    expect(await violation(named, {ObjectGroup: 'pay'})).toBe('ConstraintViolation')
    const usual = await constrained(only('default'))
    await works(usual, {ObjectGroup: 'pay'})
    expect(await violation(usual)).toBe('ConstraintViolation')
  })

  it('want the members of a structure that they give, and one value among several', async () => {
    const t = await constrained({
      attributes: attributes({CryptographicParameters: {blockCipherMode: 'GCM'}}, {'x-Owner': 'me'}),
    })
    const gcm = {blockCipherMode: 'GCM', tagLength: 16} as const
    const made = async (set: AttributeSet) =>
      (await t.refusal(Create, {objectType: 'SymmetricKey', attributes: set}, options)).resultReason ?? 'made'
    const right = attributes({...aes, CryptographicParameters: {blockCipherMode: 'CBC'}}, {'x-Owner': 'me'})
    expect(await made(right)).toBe('ConstraintViolation')
    right.add('CryptographicParameters', gcm)
    expect(await made(right)).toBe('made')
    expect(await made(attributes({...aes, CryptographicParameters: gcm}, {'x-Owner': 'you'}))).toBe(
      'ConstraintViolation',
    )
  })

  it('hold for what is registered, imported, replaced and certified too', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {}, options)
    const pair = await t.call(CreateKeyPair, {commonAttributes: attributes({CryptographicAlgorithm: 'EC'})}, options)
    await t.call(SetConstraints, {constraints: {constraint: [{attributes: attributes({Comment: 'seen'})}]}}, options)
    const refused = 'ConstraintViolation'
    expect(await t.reason(Register, opaque, options)).toBe(refused)
    expect(await t.reason(ReKey, {uniqueIdentifier: id}, options)).toBe(refused)
    const imported = {...opaque, uniqueIdentifier: 'mine'}
    expect(await t.reason(Import, imported, options)).toBe(refused)
    const commented = {...imported, attributes: attributes({Comment: 'seen'})}
    expect((await t.call(Import, commented, options)).uniqueIdentifier).toBe('mine')
    expect(await t.reason(Import, {...imported, replaceExisting: true}, options)).toBe(refused)
    const certificate = (values: AttributeValues) => ({
      uniqueIdentifier: pair.publicKeyUniqueIdentifier,
      attributes: attributes({CertificateType: 'X_509', ...values}),
    })
    expect(await t.reason(Certify, certificate({}), options)).toBe(refused)
    expect((await t.call(Certify, certificate({Comment: 'seen'}), options)).uniqueIdentifier).toMatch(/./)
  })

  it('hold from the next item of the batch on, and not when the batch is undone', async () => {
    const t = await createTestEngine()
    const set = entry(
      SetConstraints,
      {constraints: {constraint: [{attributes: attributes({CryptographicLength: 128})}]}},
      version,
    )
    const header = {batchErrorContinuationOption: 'Undo'} as const
    const {batchItems} = await t.batch([set, entry(Create, key(), version)], {version, header})
    expect(batchItems?.map(({resultStatus}) => resultStatus)).toEqual(['OperationUndone', 'OperationFailed'])
    expect(batchItems?.[1]?.resultReason).toBe('ConstraintViolation')
    await works(t)
    const {batchItems: next} = await t.batch([set, entry(GetConstraints, {}, version)], {version})
    expect(answerOf(GetConstraints, next?.[1]).constraints.constraint).toHaveLength(1)
  })

  it('are refused for types that are not kept here, and when there are too many', async () => {
    const t = await createTestEngine()
    const set = (...constraint: Constraint[]) => t.reason(SetConstraints, {constraints: {constraint}}, options)
    expect(await set({objectTypes: {objectType: [0x80000001]}})).toBe('InvalidObjectType')
    expect(await set(...Array.from({length: 101}, () => ({attributes: attributes({Sensitive: true})})))).toBe(
      'ServerLimitExceeded',
    )
  })
})

/** A constraint whose attributes are compared by their values. */
function plain({attributes: set, ...rest}: Constraint) {
  return {...rest, attributes: set?.keys().map((name) => [name, set.all(name)])}
}
