import {setImmediate as nextTurn} from 'node:timers/promises'
import {expect, it} from 'vitest'
import {TurnEnd} from '../../../../src/server/listener/turn-end.ts'

it('runs everything of a turn together, in order, and nothing before its end', async () => {
  const turnEnd = new TurnEnd()
  const done: string[] = []
  turnEnd.add(() => done.push('first'))
  await Promise.resolve()
  turnEnd.add(() => done.push('second'))
  expect(done).toEqual([])
  await nextTurn()
  expect(done).toEqual(['first', 'second'])
  turnEnd.add(() => done.push('third'))
  await nextTurn()
  expect(done).toEqual(['first', 'second', 'third'])
})
