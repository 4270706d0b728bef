import {describe, expect, it} from 'vitest'
import {ObtainLease} from '../../../../src/kmip/operations/obtain-lease.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  opaque,
  register,
  type EndState,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, watchModes} from '../../../support/test-engine.ts'

describeAddressing(ObtainLease, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

describe('ObtainLease', () => {
  it('gives the Lease Time of the object and when it changed last, and writes nothing', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    t.setNow(at(60))
    const modes = watchModes(t)
    const answer = await t.call(ObtainLease, {uniqueIdentifier})
    expect(answer).toEqual({uniqueIdentifier, leaseTime: 3600, lastChangeDate: at(0)})
    expect(modes).toEqual(['read'])
    expect(await attributeOf(t, uniqueIdentifier, 'LeaseTime')).toBe(3600)
  })

  it.each<EndState>(['Deactivated', 'Compromised', 'Destroyed'])('gives no lease of a %s key', async (state) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    await endLife(t, uniqueIdentifier, state)
    expect(await t.reason(ObtainLease, {uniqueIdentifier})).toBe('PermissionDenied')
  })

  it('gives no lease of a key whose Deactivation Date has passed', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, {DeactivationDate: at(10)})
    await t.call(ObtainLease, {uniqueIdentifier})
    t.setNow(at(10))
    expect(await t.reason(ObtainLease, {uniqueIdentifier})).toBe('PermissionDenied')
  })

  it('gives no lease of objects that have no Lease Time', async () => {
    const t = await createTestEngine()
    expect(await t.reason(ObtainLease, {uniqueIdentifier: await register(t, opaque('o'))})).toBe('PermissionDenied')
  })
})
