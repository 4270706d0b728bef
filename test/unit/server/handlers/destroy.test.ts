import {describe, expect, it} from 'vitest'
import {Destroy} from '../../../../src/kmip/operations/destroy.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  nameOf,
  opaque,
  register,
  secret,
  stateOf,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine} from '../../../support/test-engine.ts'

describeAddressing(Destroy, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

describe('Destroy', () => {
  it('removes the value for good and keeps the attributes', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('kept')})
    t.setNow(at(30))
    expect(await t.call(Destroy, {uniqueIdentifier: id})).toEqual({uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('Destroyed')
    expect(await attributeOf(t, id, 'DestroyDate')).toEqual(at(30))
    expect(await attributeOf(t, id, 'Name')).toEqual(nameOf('kept'))
    const stored = await t.engine.store.read(({objects}) => objects.get('one', id))
    expect(stored?.material).toBeUndefined()
    expect(await t.reason(Get, {uniqueIdentifier: id})).toBe('IllegalOperation')
  })

  it.each([secret('a'), opaque('b')])('destroys a $type', async (object) => {
    const t = await createTestEngine()
    const id = await register(t, object)
    await t.call(Destroy, {uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('Destroyed')
  })

  it('destroys a deactivated key', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await endLife(t, id, 'Deactivated')
    await t.call(Destroy, {uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('Destroyed')
  })

  it('remembers of a compromised key that it was compromised', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await endLife(t, id, 'Compromised')
    await t.call(Destroy, {uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('DestroyedCompromised')
  })

  it('destroys a key that its Deactivation Date has taken out of use meanwhile', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t, {DeactivationDate: at(10)})
    expect(await t.reason(Destroy, {uniqueIdentifier: id})).toBe('PermissionDenied')
    t.setNow(at(10))
    await t.call(Destroy, {uniqueIdentifier: id})
  })

  it.each(['1.0', '1.4'] as const)(
    'refuses an Active key at %s with Permission Denied and keeps it',
    async (version) => {
      const t = await createTestEngine()
      const id = await createActiveKey(t)
      expect(await t.reason(Destroy, {uniqueIdentifier: id}, {version})).toBe('PermissionDenied')
      await t.call(Get, {uniqueIdentifier: id})
    },
  )

  it.each([secret('a'), opaque('b')])('refuses to destroy a $type twice', async (object) => {
    const t = await createTestEngine()
    const id = await register(t, object)
    await t.call(Destroy, {uniqueIdentifier: id})
    expect(await t.reason(Destroy, {uniqueIdentifier: id})).toBe('PermissionDenied')
    expect(await t.reason(Destroy, {uniqueIdentifier: id}, {version: '1.0'})).toBe('PermissionDenied')
  })
})
