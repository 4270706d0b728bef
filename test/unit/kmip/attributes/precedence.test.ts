import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {addLesser, isMultiple} from '../../../../src/kmip/attributes/precedence.ts'
import {ItemType} from '../../../../src/ttlv/node.ts'

const note = (value: string) => ({tag: 0x42000b, type: ItemType.TextString, value}) as const

describe('a set that gives way', () => {
  it('fills in single attributes that are missing, and changes none', () => {
    const set = new AttributeSet().set('CryptographicLength', 128)
    addLesser(set, new AttributeSet().set('CryptographicLength', 256).set('CryptographicAlgorithm', 'AES'))
    expect(set.get('CryptographicLength')).toBe(128)
    expect(set.get('CryptographicAlgorithm')).toBe('AES')
  })

  it('adds values of the others behind those that are there, equal ones once', () => {
    const set = new AttributeSet().set('ObjectGroup', 'a').set('x:Note', note('a'))
    const lesser = new AttributeSet().set('x:Note', note('b'))
    for (const group of ['a', 'b']) lesser.add('ObjectGroup', group)
    addLesser(set, lesser)
    expect(set.all('ObjectGroup')).toEqual(['a', 'b'])
    expect(set.all('x:Note')).toEqual([note('a'), note('b')])
    expect(set.instances('ObjectGroup').map(({index}) => index)).toEqual([0, 1])
  })

  it('stays as it is', () => {
    const lesser = new AttributeSet().set('ObjectGroup', 'a')
    addLesser(new AttributeSet().set('ObjectGroup', 'b'), lesser)
    expect(lesser.all('ObjectGroup')).toEqual(['a'])
  })
})

it('knows which attributes may have several values', () => {
  expect((['Name', 'Link', 'x:Note', 'y:Note'] as const).filter(isMultiple)).toHaveLength(4)
  expect((['State', 'Comment', 'UsageLimits'] as const).filter(isMultiple)).toEqual([])
})
