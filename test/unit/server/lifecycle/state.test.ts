import {describe, expect, it} from 'vitest'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {applyDates, isDestroyed, nextTransition} from '../../../../src/server/lifecycle/state.ts'
import {
  activate,
  attributeOf,
  attributes,
  createActiveKey,
  createKey,
  endLife,
  locate,
  stateOf,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, start, watchModes} from '../../../support/test-engine.ts'

describe('The state of a new object', () => {
  it.each([
    ['without dates', {}, 'PreActive'],
    ['with an Activation Date to come', {ActivationDate: at(1)}, 'PreActive'],
    ['with an Activation Date that is now', {ActivationDate: at(0)}, 'Active'],
    ['with an Activation Date in the past', {ActivationDate: at(-1)}, 'Active'],
    ['whose life is over already', {ActivationDate: at(-2), DeactivationDate: at(-1)}, 'Deactivated'],
    ['with only a Deactivation Date in the past', {DeactivationDate: at(-1)}, 'PreActive'],
  ] as const)('%s', async (_, values, state) => {
    const t = await createTestEngine()
    const id = await createKey(t, values)
    expect(await stateOf(t, id)).toBe(state)
    expect(await attributeOf(t, id, 'ActivationDate')).toEqual(
      'ActivationDate' in values ? values.ActivationDate : undefined,
    )
  })
})

describe('The state of a stored object', () => {
  it('follows its dates while nobody looks', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(10), DeactivationDate: at(20)})
    const seen = []
    for (const seconds of [9, 10, 19, 20, 99]) {
      t.setNow(at(seconds))
      seen.push(await stateOf(t, id))
    }
    expect(seen).toEqual(['PreActive', 'Active', 'Active', 'Deactivated', 'Deactivated'])
  })

  it('passes both dates at once when nobody looked in between', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(10), DeactivationDate: at(20)})
    t.setNow(at(30))
    expect(await locate(t, {State: 'Active'})).toEqual([])
    expect(await locate(t, {State: 'Deactivated'})).toEqual([id])
  })

  it('is found by a search, which writes it down once for all', async () => {
    const t = await createTestEngine()
    const [one, two] = [await createKey(t, {ActivationDate: at(10)}), await createKey(t, {ActivationDate: at(20)})]
    await createKey(t)
    t.setNow(at(15))
    const modes = watchModes(t)
    expect(await locate(t, {State: 'Active'})).toEqual([one])
    expect(await locate(t, {State: 'PreActive'})).toHaveLength(2)
    expect(modes).toEqual(['read', 'transaction', 'read'])
    t.setNow(at(20))
    expect(await locate(t, {State: 'Active'})).toEqual([two, one])
  })

  it('dates the last change of the object when a date changes it', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {ActivationDate: at(10)})
    t.setNow(at(15))
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(10))
    await locate(t, {State: 'Active'})
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(10))
    t.setNow(at(16))
    await t.call(AddAttribute, {uniqueIdentifier: id, newAttribute: {key: 'Comment', index: undefined, value: 'c'}})
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(16))
  })

  it('is brought up to date for more objects than one turn takes', async () => {
    const t = await createTestEngine()
    for (let count = 0; count < 501; count++) await createKey(t, {ActivationDate: at(10)})
    t.setNow(at(10))
    expect(await locate(t, {State: 'Active'})).toHaveLength(501)
  })

  it('stays after the end, whatever the dates say', async () => {
    const t = await createTestEngine()
    const revoked = await createKey(t, {ActivationDate: at(10)})
    await endLife(t, revoked, 'Deactivated')
    const compromised = await createActiveKey(t, {DeactivationDate: at(10)})
    await endLife(t, compromised, 'Compromised')
    t.setNow(at(60))
    expect(await stateOf(t, revoked)).toBe('Deactivated')
    expect(await stateOf(t, compromised)).toBe('Compromised')
  })

  it('does not keep a Pre-Active key from being served', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    await t.call(Get, {uniqueIdentifier})
    await activate(t, uniqueIdentifier)
    await t.call(Get, {uniqueIdentifier})
  })
})

describe('The next transition', () => {
  it.each([
    ['PreActive', {ActivationDate: at(10), DeactivationDate: at(20)}, at(10)],
    ['Active', {ActivationDate: at(10), DeactivationDate: at(20)}, at(20)],
    ['PreActive', {DeactivationDate: at(20)}, undefined],
    ['Active', {ActivationDate: at(10)}, undefined],
    ['Deactivated', {ActivationDate: at(10), DeactivationDate: at(20)}, undefined],
    ['Compromised', {DeactivationDate: at(20)}, undefined],
  ] as const)('of an object that is %s with %j', (State, dates, expected) => {
    const seconds = expected === undefined ? undefined : expected.getTime() / 1000
    expect(nextTransition(attributes({...dates, State}))).toBe(seconds)
  })

  it('is nothing for objects without a state', () => {
    const set = attributes({ActivationDate: at(-10)})
    expect(applyDates(set, start)).toBe(false)
    expect(nextTransition(set)).toBeUndefined()
    expect(isDestroyed(set)).toBe(false)
  })

  it('tells whether the state has changed', () => {
    const set = attributes({State: 'PreActive', ActivationDate: at(-10)})
    expect(applyDates(set, start)).toBe(true)
    expect(applyDates(set, start)).toBe(false)
  })
})
