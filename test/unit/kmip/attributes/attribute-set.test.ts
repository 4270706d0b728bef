import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'

const names = ['a', 'b', 'c'].map((nameValue) => ({nameValue, nameType: 'UninterpretedTextString'}) as const)
const [a, b, c] = names
const note: TtlvNode = {tag: 0x42000b, type: ItemType.TextString, value: 'note'}

function threeNames(): AttributeSet {
  const set = new AttributeSet()
  for (const name of names) set.add('Name', name)
  return set
}

describe('instances', () => {
  it('get ascending indices from 0', () => {
    expect(threeNames().instances('Name')).toEqual([
      {index: 0, value: a},
      {index: 1, value: b},
      {index: 2, value: c},
    ])
  })

  it('keep their index when another is deleted', () => {
    const set = threeNames()
    expect(set.delete('Name', 1)).toBe(true)
    expect(set.instances('Name')).toEqual([
      {index: 0, value: a},
      {index: 2, value: c},
    ])
  })

  it('do not get the index of a deleted one before the last', () => {
    const set = threeNames()
    set.delete('Name', 0)
    expect(set.add('Name', names[0] ?? expect.fail())).toBe(3)
  })

  it('stand at the index they came with, in its order', () => {
    const set = new AttributeSet()
    expect(set.add('ObjectGroup', 'late', 7)).toBe(7)
    expect(set.add('ObjectGroup', 'early', 2)).toBe(2)
    expect(set.add('ObjectGroup', 'last')).toBe(8)
    expect(set.all('ObjectGroup')).toEqual(['early', 'late', 'last'])
    expect(set.get('ObjectGroup')).toBe('early')
  })

  it('replace the one at the same index when added', () => {
    const set = threeNames()
    set.add('Name', c ?? expect.fail(), 0)
    expect(set.all('Name')).toEqual([c, b, c])
  })
})

describe('replacing', () => {
  it('changes the value at an index alone', () => {
    const set = threeNames()
    expect(set.replace('Name', 1, a ?? expect.fail())).toBe(true)
    expect(set.all('Name')).toEqual([a, a, c])
  })

  it('does nothing without such an instance', () => {
    const set = threeNames()
    expect(set.replace('Name', 3, a ?? expect.fail())).toBe(false)
    expect(set.replace('ObjectGroup', 0, 'x')).toBe(false)
    expect(set.all('Name')).toEqual(names)
    expect(set.has('ObjectGroup')).toBe(false)
  })

  it('is what set does to all instances', () => {
    const set = threeNames().set('Name', b ?? expect.fail())
    expect(set.instances('Name')).toEqual([{index: 0, value: b}])
  })
})

describe('deleting', () => {
  it('removes all instances without an index', () => {
    const set = threeNames()
    expect(set.delete('Name')).toBe(true)
    expect(set.has('Name')).toBe(false)
    expect(set.size).toBe(0)
  })

  it('forgets the key with its last instance', () => {
    const set = new AttributeSet().set('ObjectGroup', 'x')
    expect(set.delete('ObjectGroup', 0)).toBe(true)
    expect(set.keys()).toEqual([])
  })

  it('says when there was nothing to delete', () => {
    expect(threeNames().delete('Name', 3)).toBe(false)
    expect(threeNames().delete('ObjectGroup')).toBe(false)
  })
})

describe('copies', () => {
  it('do not share later changes', () => {
    const set = threeNames()
    set.templateNames = ['template']
    const copy = set.copy()
    copy.delete('Name', 0)
    set.add('ObjectGroup', 'x')
    expect(set.all('Name')).toEqual(names)
    expect(copy.all('Name')).toEqual([b, c])
    expect(copy.has('ObjectGroup')).toBe(false)
    expect(copy.templateNames).toEqual(['template'])
  })

  it('can be of some keys alone', () => {
    const set = threeNames().set('x:note', note).set('CryptographicLength', 256)
    const picked = set.pick((key) => key !== 'Name')
    expect(picked.keys()).toEqual(['x:note', 'CryptographicLength'])
    picked.set('CryptographicLength', 128)
    expect(set.get('CryptographicLength')).toBe(256)
  })
})

it('keeps keys in the order in which they came', () => {
  const set = threeNames().set('x:note', note).set('CryptographicLength', 256)
  expect(set.keys()).toEqual(['Name', 'x:note', 'CryptographicLength'])
  expect(set.get('x:note')).toEqual(note)
  expect(set.get('State')).toBeUndefined()
  expect(set.all('State')).toEqual([])
})
