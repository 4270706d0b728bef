import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {attributeDifference} from '../../../../src/server/announcements/attribute-difference.ts'

const group = (...names: readonly string[]): AttributeSet => {
  const set = new AttributeSet().set('LastChangeDate', new Date(0))
  names.forEach((name, index) => set.add('ObjectGroup', name, index))
  return set
}

describe('attributeDifference', () => {
  it('is nothing between equal sets', () => {
    expect(attributeDifference(group('a', 'b'), group('a', 'b'))).toBeUndefined()
    const digest = () => group().set('Digest', {hashingAlgorithm: 'SHA_256', digestValue: Uint8Array.of(1)})
    expect(attributeDifference(digest(), digest())).toBeUndefined()
  })

  it('holds the instances that are new or have another value, with their index', () => {
    const changes = attributeDifference(group('a', 'b'), group('a', 'c', 'd'))
    expect(changes?.attributes.instances('ObjectGroup')).toEqual([
      {index: 1, value: 'c'},
      {index: 2, value: 'd'},
    ])
    expect(changes?.deleted).toEqual([])
  })

  it('holds what is gone without its value', () => {
    const after = group('a', 'b')
    after.delete('ObjectGroup', 0)
    const changes = attributeDifference(group('a', 'b').set('Comment', 'c'), after)
    expect(changes?.attributes.has('ObjectGroup')).toBe(false)
    expect(changes?.deleted).toEqual([
      {key: 'ObjectGroup', index: 0},
      {key: 'Comment', index: 0},
    ])
  })

  it('always holds the Last Change Date, changed or not', () => {
    const changes = attributeDifference(group(), group('a'))
    expect(changes?.attributes.get('LastChangeDate')).toEqual(new Date(0))
  })
})
