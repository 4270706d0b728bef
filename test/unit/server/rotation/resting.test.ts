import {describe, expect, it} from 'vitest'
import {Resting} from '../../../../src/server/rotation/resting.ts'

const minute = 60_000
const one = {scopeId: 's', id: '1'}
const two = {scopeId: 's', id: '2'}

describe('What could not be done', () => {
  it('rests a minute, then twice as long each time, but never more than an hour', () => {
    const resting = new Resting()
    let now = 0
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(resting.isResting(one, now)).toBe(false)
      resting.rest(one, now)
      now += minutes * minute
      expect(resting.isResting(one, now - 1)).toBe(true)
    }
  })

  it('begins anew once it was done', () => {
    const resting = new Resting()
    resting.rest(one, 0)
    resting.rest(one, minute)
    resting.forget(one)
    expect(resting.isResting(one, minute)).toBe(false)
    resting.rest(one, 0)
    expect(resting.isResting(one, minute)).toBe(false)
  })

  it('is forgotten when it is not to be done any more', () => {
    const resting = new Resting()
    resting.rest(one, 0)
    resting.rest(two, 0)
    resting.rest({scopeId: 't', id: '1'}, 0)
    resting.keep([two])
    expect(resting.size).toBe(1)
    expect([one, two].map((object) => resting.isResting(object, 0))).toEqual([false, true])
  })
})
