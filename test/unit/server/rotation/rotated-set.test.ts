import {describe, expect, it} from 'vitest'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {DeleteAttribute} from '../../../../src/kmip/operations/delete-attribute.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {ReCertify} from '../../../../src/kmip/operations/re-certify.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {ReKeyKeyPair} from '../../../../src/kmip/operations/re-key-key-pair.ts'
import {certify, registerPublicKey} from '../../../support/certificates.ts'
import {attributes, createKey, maskOf, nameOf, type AttributeValues} from '../../../support/managed-objects.ts'
import {at, createTestEngine, start, type TestEngine} from '../../../support/test-engine.ts'

const newest = {version: '2.1'} as const

const rotateName = {rotateNameValue: 'payroll', rotateNameType: 'UninterpretedTextString'} as const

async function placeOf(t: TestEngine, uniqueIdentifier: string) {
  const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier}, newest)
  return [all?.get('RotateGeneration'), all?.get('RotateLatest'), all?.get('RotateDate')]
}

async function find(t: TestEngine, values: AttributeValues) {
  return (await t.call(Locate, {attributes: attributes(values)}, newest)).uniqueIdentifier ?? []
}

async function reKey(t: TestEngine, uniqueIdentifier: string, values: AttributeValues = {}) {
  return (await t.call(ReKey, {uniqueIdentifier, attributes: attributes(values)}, newest)).uniqueIdentifier
}

describe('A replacement', () => {
  it('is the latest of its set and one generation further', async () => {
    const t = await createTestEngine()
    const first = await createKey(t)
    expect(await placeOf(t, first)).toEqual([undefined, undefined, undefined])
    t.setNow(at(10))
    const second = await reKey(t, first)
    t.setNow(at(20))
    const third = await reKey(t, second)
    expect(await placeOf(t, first)).toEqual([0, false, at(10)])
    expect(await placeOf(t, second)).toEqual([1, false, at(10)])
    expect(await placeOf(t, third)).toEqual([2, true, at(20)])
  })

  it('is counted when a client of an older version asks for it, who sees nothing of it', async () => {
    const t = await createTestEngine()
    const first = await createKey(t)
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: first}, {version: '1.4'})
    expect(await placeOf(t, uniqueIdentifier)).toEqual([1, true, start])
    const {attributes: seen} = await t.call(GetAttributes, {uniqueIdentifier}, {version: '1.4'})
    expect(seen?.keys().filter((key) => key.startsWith('Rotate'))).toEqual([])
  })

  it('of a key pair is counted for both keys', async () => {
    const t = await createTestEngine()
    const pair = await t.call(CreateKeyPair, {
      commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength: 256}),
      privateKeyAttributes: attributes({CryptographicUsageMask: maskOf('Sign')}),
      publicKeyAttributes: attributes({CryptographicUsageMask: maskOf('Verify')}),
    })
    t.setNow(at(10))
    const next = await t.call(ReKeyKeyPair, {privateKeyUniqueIdentifier: pair.privateKeyUniqueIdentifier}, newest)
    for (const half of ['privateKeyUniqueIdentifier', 'publicKeyUniqueIdentifier'] as const) {
      expect(await placeOf(t, pair[half])).toEqual([0, false, at(10)])
      expect(await placeOf(t, next[half])).toEqual([1, true, at(10)])
    }
  })

  it('of a certificate is counted', async () => {
    const t = await createTestEngine()
    const first = await certify(t, await registerPublicKey(t), {CertificateSubjectCN: 'web'})
    t.setNow(at(10))
    const {uniqueIdentifier} = await t.call(ReCertify, {uniqueIdentifier: first}, newest)
    expect(await placeOf(t, first)).toEqual([0, false, at(10)])
    expect(await placeOf(t, uniqueIdentifier)).toEqual([1, true, at(10)])
  })

  it('takes over what the client said of rotation, unless it says otherwise', async () => {
    const t = await createTestEngine()
    const values = {RotateName: rotateName, RotateInterval: 86_400, RotateOffset: 60, RotateAutomatic: true}
    const first = await createKey(t, {...values, Name: nameOf('n')}, newest)
    const second = await reKey(t, first, {RotateInterval: 3600, RotateAutomatic: false})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier: second}, newest)
    expect(all?.get('RotateName')).toEqual(rotateName)
    expect(all?.get('RotateOffset')).toBe(60)
    expect(all?.get('RotateInterval')).toBe(3600)
    expect(all?.get('RotateAutomatic')).toBe(false)
    const {attributes: before} = await t.call(GetAttributes, {uniqueIdentifier: first}, newest)
    expect(before?.get('RotateName')).toEqual(rotateName)
    expect(before?.get('RotateInterval')).toBe(86_400)
    expect(before?.has('Name')).toBe(false)
  })

  it('of a key that was replaced before takes its place as the latest', async () => {
    const t = await createTestEngine()
    const first = await createKey(t)
    const second = await reKey(t, first)
    const third = await reKey(t, second)
    await t.call(Archive, {uniqueIdentifier: third})
    const other = await reKey(t, first)
    expect(await placeOf(t, other)).toEqual([1, true, start])
    expect(await placeOf(t, second)).toEqual([1, false, start])
    expect(await find(t, {RotateLatest: true})).toEqual([other])
  })

  it('leaves alone what a client merely linked as a replacement', async () => {
    const t = await createTestEngine()
    const [first, stranger] = [await createKey(t), await createKey(t, {RotateName: rotateName}, newest)]
    await reKey(t, first)
    const currentAttribute = {
      key: 'Link',
      index: 0,
      value: {linkType: 'ReplacementObjectLink', linkedObjectIdentifier: stranger},
    } as const
    await t.call(ModifyAttribute, {uniqueIdentifier: first, newAttribute: currentAttribute})
    await reKey(t, first)
    expect(await placeOf(t, stranger)).toEqual([0, true, undefined])
  })
})

describe('A new object with a wish for rotation', () => {
  it('is the first generation and the latest one, found by its Rotate Name', async () => {
    const t = await createTestEngine()
    const first = await createKey(t, {RotateName: rotateName}, newest)
    const latest = {RotateName: rotateName, RotateLatest: true}
    expect(await placeOf(t, first)).toEqual([0, true, undefined])
    expect(await find(t, latest)).toEqual([first])
    const second = await reKey(t, first)
    expect(await find(t, latest)).toEqual([second])
    expect(await find(t, {RotateName: rotateName, RotateGeneration: 0})).toEqual([first])
    expect(await find(t, {RotateName: rotateName})).toEqual([second, first])
  })

  it('may have been there before the wish', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const newAttribute = {key: 'RotateName', index: undefined, value: rotateName} as const
    await t.call(AddAttribute, {uniqueIdentifier, newAttribute}, newest)
    expect(await placeOf(t, uniqueIdentifier)).toEqual([0, true, undefined])
  })
})

describe('Of the attributes of rotation a client', () => {
  it('may change and remove the Rotate Name', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {RotateName: rotateName}, newest)
    const value = {rotateNameValue: 'https://payroll.example', rotateNameType: 'URI'} as const
    const newAttribute = {key: 'RotateName', index: undefined, value} as const
    await t.call(ModifyAttribute, {uniqueIdentifier, newAttribute}, newest)
    expect(await find(t, {RotateName: value})).toEqual([uniqueIdentifier])
    await t.call(DeleteAttribute, {uniqueIdentifier, attributeReference: 'RotateName'}, newest)
    expect(await find(t, {RotateName: value})).toEqual([])
  })

  it.each([
    ['RotateAutomatic', true],
    ['RotateInterval', 60],
    ['RotateOffset', 60],
  ] as const)('may give %s once, and not change or remove it', async (key, value) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, {[key]: value}, newest)
    const newAttribute = {key, index: undefined, value}
    expect(await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute}, newest)).toBe('AttributeReadOnly')
    const removal = {uniqueIdentifier, attributeReference: key}
    expect(await t.reason(DeleteAttribute, removal, newest)).toBe('AttributeReadOnly')
  })

  it.each([
    ['RotateDate', start],
    ['RotateGeneration', 3],
    ['RotateLatest', true],
  ] as const)('may not give %s', async (key, value) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const newAttribute = {key, index: undefined, value}
    expect(await t.reason(AddAttribute, {uniqueIdentifier, newAttribute}, newest)).toBe('ReadOnlyAttribute')
    const request = {uniqueIdentifier, attributes: attributes({[key]: value})}
    expect(await t.reason(ReKey, request, newest)).toBe('AttributeReadOnly')
  })
})
