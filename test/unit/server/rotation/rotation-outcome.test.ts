import {describe, expect, it} from 'vitest'
import {roleRecord} from '../../../contract/records.ts'
import type {ObjectEvent} from '../../../../src/server/announcements/object-event.ts'
import {fromStored, toStored} from '../../../../src/server/objects/server-object.ts'
import type {JobRun} from '../../../../src/server/observation/observer.ts'
import {nameOf} from '../../../support/managed-objects.ts'
import {activeKey, arrangeRotations, countObjects, hourly, replacementOf} from '../../../support/rotations.ts'
import {at, type TestEngine} from '../../../support/test-engine.ts'

describe('A rotation', () => {
  it('is told to the log, to observers and to those who listen, and belongs to the role of the object', async () => {
    const runs: JobRun[] = []
    const {t, look, lines} = await arrangeRotations({engine: {observer: {rotationDone: (run) => void runs.push(run)}}})
    await t.engine.store.transaction(({administration}) =>
      administration.insertRole(roleRecord('tester-id', 'one', {name: 'tester', grant: 'none'})),
    )
    const object = await activeKey(t, hourly)
    const events: ObjectEvent[] = []
    t.engine.announcements.listen('one', (told) => events.push(...told))
    t.setNow(at(3600))
    await look()
    const replacement = await replacementOf(t, object)
    expect(lines).toEqual([
      ['info', {scope: 'one', operation: 'ReKey', object, replacement, ms: expect.any(Number) as number}],
    ])
    expect(runs).toMatchObject([{identity: {roleName: 'tester'}, responses: [{resultStatus: 'Success'}]}])
    expect(events).toMatchObject([
      {kind: 'notify', id: object},
      {kind: 'put', id: replacement, replaced: object},
    ])
    const stored = await t.engine.store.read(({objects}) => objects.get('one', replacement ?? ''))
    expect(stored?.roleId).toBe('tester-id')
  })

  it('that fails leaves no trace, is told, and is tried again after a rest that grows', async () => {
    const {t, runner, lines} = await arrangeRotations({policy: {uniqueNames: true}})
    const object = await activeKey(t, {...hourly, Name: nameOf('n')})
    await spoil(t, object)
    const one = runner()
    const failures = async (seconds: number) => {
      t.setNow(at(seconds))
      await one.look()
      return lines.length
    }
    expect(await failures(3600)).toBe(1)
    expect(lines).toMatchObject([['warn', {scope: 'one', operation: 'ReKey', object}]])
    expect(await failures(3659)).toBe(1)
    expect(await failures(3661)).toBe(2)
    expect(await failures(3661 + 119)).toBe(2)
    expect(await failures(3661 + 120)).toBe(3)
    expect(await countObjects(t)).toBe(1)
    const healthy = await activeKey(t, {RotateAutomatic: true, RotateInterval: 1})
    await failures(3661 + 125)
    expect(await replacementOf(t, healthy)).toBeDefined()
    await one.stop(0)
  })

  it('is not begun while the audit cannot be written', async () => {
    const refusing = {jobsStarting: () => Promise.reject(new Error('The audit cannot be written'))}
    const {t, look} = await arrangeRotations({engine: {observer: refusing}})
    await activeKey(t, hourly)
    t.setNow(at(3600))
    await look()
    expect(await countObjects(t)).toBe(1)
    expect(t.internalErrors).toHaveLength(1)
  })
})

/** Takes the algorithm from a key, of which the server then cannot make another. */
async function spoil(t: TestEngine, id: string): Promise<void> {
  await t.engine.store.transaction(async ({objects}) => {
    const stored = await objects.get('one', id)
    if (stored === undefined) throw new Error('There is no key')
    const object = fromStored(stored, at(0))
    object.attributes.delete('CryptographicAlgorithm')
    await objects.update(toStored(object, 'one'))
  })
}
