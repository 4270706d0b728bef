import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../../src/kmip/attributes/attribute-set.ts'
import {customKeyOfName} from '../../../../../src/kmip/attributes/custom-key.ts'
import type {ManagedObject} from '../../../../../src/kmip/objects/managed-object.ts'
import {Activate} from '../../../../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../../../../src/kmip/operations/add-attribute.ts'
import {Create} from '../../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../../src/kmip/operations/create-key-pair.ts'
import {DeleteAttribute} from '../../../../../src/kmip/operations/delete-attribute.ts'
import {Destroy} from '../../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../../src/kmip/operations/get-attributes.ts'
import {ModifyAttribute} from '../../../../../src/kmip/operations/modify-attribute.ts'
import {Query} from '../../../../../src/kmip/operations/query.ts'
import {ReKey} from '../../../../../src/kmip/operations/re-key.ts'
import {Register} from '../../../../../src/kmip/operations/register.ts'
import {Revoke} from '../../../../../src/kmip/operations/revoke.ts'
import {
  attributes,
  createKey,
  locate,
  maskOf,
  nameOf,
  rawKey,
  register,
  repeated,
  several,
  type AttributeValues,
} from '../../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../../support/test-engine.ts'

function template(values: AttributeValues | AttributeSet): ManagedObject<'Template'> {
  return {
    type: 'Template',
    value: {attributes: values instanceof AttributeSet ? values : attributes(values)},
  }
}

const key: AttributeValues = {
  CryptographicAlgorithm: 'AES',
  CryptographicLength: 128,
  CryptographicUsageMask: maskOf('Encrypt'),
}

async function registerTemplate(t: TestEngine, name: string, values: AttributeValues | AttributeSet): Promise<string> {
  return register(t, template(values), {Name: nameOf(name)})
}

function naming(names: readonly string[], values: AttributeValues | AttributeSet = {}): AttributeSet {
  const set = values instanceof AttributeSet ? values : attributes(values)
  set.templateNames = names
  return set
}

async function createWith(t: TestEngine, set: AttributeSet): Promise<AttributeSet> {
  const {uniqueIdentifier} = await t.call(Create, {objectType: 'SymmetricKey', attributes: set})
  const answer = await t.call(GetAttributes, {uniqueIdentifier})
  return answer.attributes ?? new AttributeSet()
}

describe('Templates', () => {
  it('are registered, found by name and type, and given back', async () => {
    const t = await createTestEngine()
    const id = await registerTemplate(t, 'aes', key)
    expect(await locate(t, {Name: nameOf('aes'), ObjectType: 'Template'})).toEqual([id])
    const {object} = await t.call(Get, {uniqueIdentifier: id})
    if (object.type !== 'Template') throw new Error('Get gave no template')
    expect(object.value.attributes?.keys()).toEqual(Object.keys(key))
    expect(object.value.attributes?.get('CryptographicLength')).toBe(128)
    expect((await t.call(Query, {queryFunction: ['QueryObjects']})).objectType).toContain('Template')
  })

  it('show what they hold among their own attributes, and have no state', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerTemplate(t, 'aes', {...key, ContactInformation: 'Jo'})
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
    expect(all?.get('ContactInformation')).toBe('Jo')
    expect(all?.get('CryptographicAlgorithm')).toBe('AES')
    expect(all?.get('ObjectType')).toBe('Template')
    expect(all?.has('State')).toBe(false)
    expect(all?.has('Digest')).toBe(false)
  })

  it('give their attributes to new objects, but neither name nor description of their own', async () => {
    const t = await createTestEngine()
    await register(t, template(key), {Name: nameOf('aes'), Comment: 'for tapes'})
    const made = await createWith(t, naming(['aes']))
    expect(made.get('CryptographicLength')).toBe(128)
    expect(made.get('CryptographicUsageMask')).toBe(maskOf('Encrypt'))
    expect(made.has('Name')).toBe(false)
    expect(made.has('Comment')).toBe(false)
  })

  it('give way to the request, and earlier ones to later ones', async () => {
    const t = await createTestEngine()
    await registerTemplate(t, 'first', {...key, ContactInformation: 'first', Comment: 'first'})
    await registerTemplate(t, 'second', {CryptographicLength: 192, ContactInformation: 'second'})
    const made = await createWith(t, naming(['first', 'second'], {ContactInformation: 'request'}))
    expect(made.get('ContactInformation')).toBe('request')
    expect(made.get('CryptographicLength')).toBe(192)
    expect(made.get('Comment')).toBe('first')
  })

  it('add to attributes that may have several values, each value once', async () => {
    const t = await createTestEngine()
    await registerTemplate(t, 'first', key)
    await registerTemplate(t, 'second', several('ObjectGroup', 'a', 'b'))
    const made = await createWith(t, naming(['first', 'second'], several('ObjectGroup', 'c', 'a')))
    expect(made.all('ObjectGroup')).toEqual(['c', 'a', 'b'])
  })

  it('serve Register and Re-key as well, as far as they apply to the type of the object', async () => {
    const t = await createTestEngine()
    await registerTemplate(t, 'key', {...key, CertificateLength: 7, ObjectGroup: 'g'})
    const registered = await register(t, rawKey(repeated(1, 16)), naming(['key']))
    expect(await locate(t, {ObjectGroup: 'g', ObjectType: 'SymmetricKey'})).toEqual([registered])
    const {uniqueIdentifier} = await t.call(ReKey, {uniqueIdentifier: await createKey(t), attributes: naming(['key'])})
    expect(await locate(t, {ObjectGroup: 'g', ObjectType: 'SymmetricKey'})).toEqual([uniqueIdentifier, registered])
  })

  it('count less than what is said of one key of a pair, and more than what is said of both', async () => {
    const t = await createTestEngine()
    const ec = {CryptographicAlgorithm: 'EC', CryptographicDomainParameters: {recommendedCurve: 'P_256'}} as const
    await registerTemplate(t, 'pair', {...ec, ContactInformation: 'template of both', Comment: 'template of both'})
    await registerTemplate(t, 'private', {Comment: 'template of one', Description: 'template of one'})
    const made = await t.call(CreateKeyPair, {
      commonAttributes: naming(['pair'], {ContactInformation: 'both', Description: 'both'}),
      privateKeyAttributes: naming(['private'], {CryptographicUsageMask: maskOf('Sign')}),
      publicKeyAttributes: attributes({CryptographicUsageMask: maskOf('Verify')}),
    })
    const of = async (uniqueIdentifier: string) => {
      const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
      return (['ContactInformation', 'Comment', 'Description'] as const).map((name) => all?.get(name))
    }
    expect(await of(made.privateKeyUniqueIdentifier)).toEqual(['both', 'template of one', 'template of one'])
    expect(await of(made.publicKeyUniqueIdentifier)).toEqual(['both', 'template of both', 'both'])
  })

  it('are unknown outside their scope and once they are destroyed, with all that was known of them', async () => {
    const t = await createTestEngine()
    const id = await registerTemplate(t, 'aes', key)
    const request = {objectType: 'SymmetricKey', attributes: naming(['aes'])} as const
    expect(await t.reason(Create, {...request, attributes: naming(['other'])})).toBe('ItemNotFound')
    await t.call(Destroy, {uniqueIdentifier: id})
    expect(await t.reason(Create, request)).toBe('ItemNotFound')
    expect(await t.reason(GetAttributes, {uniqueIdentifier: id})).toBe('ItemNotFound')
    expect(await locate(t, {ObjectType: 'Template'})).toEqual([])
  })

  it('may not hold a name, or what no client can set', async () => {
    const t = await createTestEngine()
    const reason = (values: AttributeValues | AttributeSet) =>
      t.reason(Register, {objectType: 'Template', attributes: new AttributeSet(), object: template(values)})
    expect(await reason({Name: nameOf('n')})).toBe('InvalidField')
    expect(await reason({State: 'Active'})).toBe('InvalidField')
    expect(await reason(several('ContactInformation', 'a', 'b'))).toBe('InvalidField')
  })

  it('cannot be activated, revoked or replaced', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerTemplate(t, 'aes', key)
    expect(await t.reason(Activate, {uniqueIdentifier})).toBe('IllegalOperation')
    const revocationReason = {revocationReasonCode: 'Superseded'} as const
    expect(await t.reason(Revoke, {uniqueIdentifier, revocationReason})).toBe('IllegalOperation')
    expect(await t.reason(ReKey, {uniqueIdentifier})).toBe('PermissionDenied')
  })

  it('give what they hold now, after their attributes were changed', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerTemplate(t, 'aes', {...key, ContactInformation: 'Jo', ObjectGroup: 'g'})
    const attribute = <K extends keyof AttributeValues>(name: K, value: AttributeValues[K]) => ({
      uniqueIdentifier,
      newAttribute: {key: name, index: undefined, value},
    })
    await t.call(ModifyAttribute, attribute('ContactInformation', 'Al'))
    await t.call(AddAttribute, attribute('Comment', 'new'))
    await t.call(AddAttribute, attribute('Name', nameOf('another')))
    await t.call(DeleteAttribute, {uniqueIdentifier, attributeReference: 'ObjectGroup'})
    const made = await createWith(t, naming(['another']))
    expect(made.get('ContactInformation')).toBe('Al')
    expect(made.get('Comment')).toBe('new')
    expect(made.has('ObjectGroup')).toBe(false)
    expect(made.has('Name')).toBe(false)
  })

  it('work in every version of KMIP 1', async () => {
    for (const version of ['1.0', '1.1', '1.2', '1.3', '1.4'] as const) {
      const t = await createTestEngine()
      const set = attributes(key, {'x-Note': 'n'})
      await register(t, template(set), {Name: nameOf('aes')}, {version})
      const request = {objectType: 'SymmetricKey', attributes: naming(['aes'])} as const
      const {uniqueIdentifier} = await t.call(Create, request, {version})
      const answer = await t.call(GetAttributes, {uniqueIdentifier}, {version})
      expect(answer.attributes?.has(customKeyOfName('x-Note'))).toBe(true)
    }
  })
})
