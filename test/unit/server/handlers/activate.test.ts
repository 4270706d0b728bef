import {describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  opaque,
  register,
  secret,
  stateOf,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, start} from '../../../support/test-engine.ts'

describeAddressing(Activate, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

describe('Activate', () => {
  it('makes a Pre-Active key Active and sets its Activation Date to now', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    t.setNow(at(60))
    expect(await t.call(Activate, {uniqueIdentifier: id})).toEqual({uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('Active')
    expect(await attributeOf(t, id, 'ActivationDate')).toEqual(at(60))
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(60))
  })

  it('replaces an Activation Date that is still to come', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(3600)})
    await t.call(Activate, {uniqueIdentifier: id})
    expect(await attributeOf(t, id, 'ActivationDate')).toEqual(start)
  })

  it.each([secret('a'), opaque('b')])('activates a $type too', async (object) => {
    const t = await createTestEngine()
    const id = await register(t, object)
    await t.call(Activate, {uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('Active')
  })

  it('refuses an object that is not Pre-Active with Permission Denied in all of 1.x', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    expect(await t.reason(Activate, {uniqueIdentifier: id})).toBe('PermissionDenied')
    expect(await t.reason(Activate, {uniqueIdentifier: id}, {version: '1.0'})).toBe('PermissionDenied')
  })

  it('refuses a key whose Deactivation Date has passed, and leaves it as it is', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {DeactivationDate: at(10)})
    t.setNow(at(20))
    expect(await t.reason(Activate, {uniqueIdentifier: id})).toBe('PermissionDenied')
    expect(await stateOf(t, id)).toBe('PreActive')
    expect(await attributeOf(t, id, 'ActivationDate')).toBeUndefined()
  })

  it('activates a key whose Process Start Date has passed already', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ProcessStartDate: at(10)})
    t.setNow(at(20))
    await t.call(Activate, {uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('Active')
  })
})
