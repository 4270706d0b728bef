import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {insertSorted, lowerBound, removeSorted} from '../../../../src/storage/memory/sorted-list.ts'

const ascending = (a: number, b: number): number => a - b

describe('sorted lists', () => {
  it('stay sorted through inserting and removing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.array(fc.integer()), (items, others) => {
        const list: number[] = []
        for (const item of items) insertSorted(list, item, ascending)
        expect(list).toEqual(items.toSorted(ascending))
        const removed = new Set([...items.slice(items.length / 2), ...others])
        for (const item of removed) removeSorted(list, item, ascending)
        expect(list).toEqual(items.filter((item) => !removed.has(item)).sort(ascending))
      }),
    )
  })

  it('find the first position that is not before', () => {
    const list = [10, 20, 30]
    expect([5, 10, 11, 30, 31].map((wanted) => lowerBound(list, (item) => item - wanted))).toEqual([0, 0, 1, 2, 3])
  })
})
