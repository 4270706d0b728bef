import {describe, expect, it} from 'vitest'
import type {AttributeItem} from '../../../../src/kmip/attributes/attribute-item.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {SetAttribute} from '../../../../src/kmip/operations/set-attribute.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  maskOf,
  nameOf,
  register,
  secret,
  several,
  stateOf,
  textValue,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const version = '2.1' as const

function item(key: AttributeItem['key'], value: unknown): AttributeItem {
  return {key, index: undefined, value}
}

function set(t: TestEngine, uniqueIdentifier: string, newAttribute: AttributeItem) {
  return t.call(SetAttribute, {uniqueIdentifier, newAttribute}, {version})
}

function refused(t: TestEngine, uniqueIdentifier: string, newAttribute: AttributeItem) {
  return t.refusal(SetAttribute, {uniqueIdentifier, newAttribute}, {version})
}

async function all(t: TestEngine, uniqueIdentifier: string, key: AttributeItem['key']) {
  const {attributes} = await t.call(GetAttributes, {uniqueIdentifier, attributeReferences: [key]}, {version})
  return attributes?.all(key)
}

describe('Set Attribute', () => {
  it('adds what the object lacks, answers with its identifier alone and moves the Last Change Date', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    t.setNow(at(5))
    expect(await set(t, id, item('Comment', 'first'))).toEqual({uniqueIdentifier: id})
    expect(await attributeOf(t, id, 'Comment')).toBe('first')
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(5))
  })

  it('replaces the only value, of an attribute that may have several too', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('before'), Comment: 'before'})
    await set(t, id, item('Comment', 'after'))
    await set(t, id, item('Name', nameOf('after')))
    expect(await all(t, id, 'Comment')).toEqual(['after'])
    expect(await all(t, id, 'Name')).toEqual([nameOf('after')])
  })

  it('sets attributes of any vendor', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await set(t, id, item('Acme:Note', textValue('one')))
    await set(t, id, item('Acme:Note', textValue('two')))
    expect(await all(t, id, 'Acme:Note')).toEqual([textValue('two')])
  })

  it('activates a key by an Activation Date that has passed', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    await set(t, id, item('ActivationDate', at(0)))
    expect(await stateOf(t, id)).toBe('Active')
  })

  it('is not known before 2.0', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    const {resultReason} = await t.refusal(SetAttribute, {uniqueIdentifier: id, newAttribute: item('Comment', 'c')})
    expect(resultReason).toBe('OperationNotSupported')
  })
})

describe('Set Attribute refuses', () => {
  it('an attribute with several values', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), several('Name', nameOf('a'), nameOf('b')))
    expect(await refused(t, id, item('Name', nameOf('c')))).toMatchObject({resultReason: 'MultiValuedAttribute'})
    expect(await all(t, id, 'Name')).toEqual([nameOf('a'), nameOf('b')])
  })

  it.each([
    ['an attribute that the server alone sets', item('State', 'Active'), /State is set by the server alone/],
    ['an attribute of another kind of object', item('CertificateType', 'X_509'), /does not apply/],
    ['an attribute that stays as it was set', item('CryptographicUsageMask', maskOf('Sign')), /by the server alone/],
    ['an attribute of the server as a vendor', item('y:Note', textValue('n')), /by the server alone/],
    ['dates out of order', item('ActivationDate', at(9000)), /is after/],
  ])('%s', async (_, newAttribute, message) => {
    const t = await createTestEngine()
    const id = await createKey(t, {DeactivationDate: at(3600)})
    const before = await t.engine.store.read(({objects}) => objects.get('one', id))
    expect((await refused(t, id, newAttribute)).resultMessage).toMatch(message)
    expect(await t.engine.store.read(({objects}) => objects.get('one', id))).toEqual(before)
  })

  it('the Activation Date of a key that is Active', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    const {resultReason} = await refused(t, id, item('ActivationDate', at(60)))
    expect(resultReason).toBe('WrongKeyLifecycleState')
  })

  it('an object of another scope, and a role without the operation', async () => {
    const t = await createTestEngine()
    const request = {uniqueIdentifier: await createKey(t), newAttribute: item('Comment', 'c')}
    const foreign = await t.refusal(SetAttribute, request, {version, identity: identityOf('two')})
    expect(foreign.resultMessage).toMatch(/There is no object/)
    const other = await t.refusal(SetAttribute, request, {version, identity: identityOf('one', ['AddAttribute'])})
    expect(other.resultReason).toBe('PermissionDenied')
    expect(await attributeOf(t, request.uniqueIdentifier, 'Comment')).toBeUndefined()
  })
})
