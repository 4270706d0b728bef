import {describe, expect, it} from 'vitest'
import {Revoke} from '../../../../src/kmip/operations/revoke.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  opaque,
  register,
  stateOf,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, start} from '../../../support/test-engine.ts'

const cessation = {revocationReasonCode: 'CessationOfOperation'} as const
const compromise = {revocationReasonCode: 'KeyCompromise', revocationMessage: 'laptop stolen'} as const

describeAddressing(Revoke, {
  arrange: createActiveKey,
  request: (uniqueIdentifier) => ({uniqueIdentifier, revocationReason: cessation}),
})

describe('Revoke for a reason other than compromise', () => {
  it('deactivates an Active key as of now and keeps the reason', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t, {DeactivationDate: at(3600)})
    t.setNow(at(60))
    expect(await t.call(Revoke, {uniqueIdentifier: id, revocationReason: cessation})).toEqual({uniqueIdentifier: id})
    expect(await stateOf(t, id)).toBe('Deactivated')
    expect(await attributeOf(t, id, 'DeactivationDate')).toEqual(at(60))
    expect(await attributeOf(t, id, 'RevocationReason')).toEqual(cessation)
    expect(await attributeOf(t, id, 'CompromiseDate')).toBeUndefined()
  })

  it('leaves the Deactivation Date of a deactivated key alone', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await endLife(t, id, 'Deactivated')
    t.setNow(at(60))
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: {revocationReasonCode: 'Superseded'}})
    expect(await attributeOf(t, id, 'DeactivationDate')).toEqual(start)
  })

  it('does not take a compromise back', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: compromise})
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: cessation})
    expect(await stateOf(t, id)).toBe('Compromised')
    expect(await attributeOf(t, id, 'RevocationReason')).toEqual(compromise)
  })

  it('is refused for a destroyed object', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await endLife(t, id, 'Destroyed')
    expect(await t.reason(Revoke, {uniqueIdentifier: id, revocationReason: cessation})).toBe('PermissionDenied')
  })
})

describe('Revoke for a compromise', () => {
  it.each([
    ['Pre-Active', createKey],
    ['Active', createActiveKey],
  ] as const)('compromises a key that is %s', async (_, make) => {
    const t = await createTestEngine()
    const id = await make(t)
    t.setNow(at(60))
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: compromise})
    expect(await stateOf(t, id)).toBe('Compromised')
    expect(await attributeOf(t, id, 'CompromiseDate')).toEqual(at(60))
    expect(await attributeOf(t, id, 'CompromiseOccurrenceDate')).toEqual(start)
    expect(await attributeOf(t, id, 'RevocationReason')).toEqual(compromise)
  })

  it('takes the occurrence date of the client', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    const compromiseOccurrenceDate = at(-3600)
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: compromise, compromiseOccurrenceDate})
    expect(await attributeOf(t, id, 'CompromiseOccurrenceDate')).toEqual(compromiseOccurrenceDate)
  })

  it('counts the compromise of the authority too', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: {revocationReasonCode: 'CACompromise'}})
    expect(await stateOf(t, id)).toBe('Compromised')
  })

  it('compromises a deactivated key, and marks a destroyed one', async () => {
    const t = await createTestEngine()
    const [deactivated, destroyed] = [await createActiveKey(t), await createActiveKey(t)]
    await endLife(t, deactivated, 'Deactivated')
    await endLife(t, destroyed, 'Destroyed')
    for (const id of [deactivated, destroyed])
      await t.call(Revoke, {uniqueIdentifier: id, revocationReason: compromise})
    expect(await stateOf(t, deactivated)).toBe('Compromised')
    expect(await stateOf(t, destroyed)).toBe('DestroyedCompromised')
  })

  it('keeps the dates of the first of two compromises', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: compromise})
    t.setNow(at(60))
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: compromise, compromiseOccurrenceDate: at(30)})
    expect(await attributeOf(t, id, 'CompromiseDate')).toEqual(start)
    expect(await attributeOf(t, id, 'CompromiseOccurrenceDate')).toEqual(start)
  })

  it('compromises an opaque object', async () => {
    const t = await createTestEngine()
    const id = await register(t, opaque('o'))
    await t.call(Revoke, {uniqueIdentifier: id, revocationReason: compromise})
    expect(await stateOf(t, id)).toBe('Compromised')
  })
})

describe('Revoke', () => {
  it('refuses a reason that nobody knows, and changes nothing', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    const revocationReason = {revocationReasonCode: 0x80000001}
    expect(await t.reason(Revoke, {uniqueIdentifier: id, revocationReason})).toBe('InvalidField')
    expect(await stateOf(t, id)).toBe('Active')
  })
})
