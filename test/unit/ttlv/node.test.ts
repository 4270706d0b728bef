import {describe, expect, it} from 'vitest'
import {child, ItemType, itemTypeName, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {scalarTypeByCode, scalarTypeByName} from '../../../src/ttlv/scalar-types.ts'

const integer = (tag: number, value: number): TtlvNode => ({tag, type: ItemType.Integer, value})

describe('child', () => {
  it('is the first direct child with the tag', () => {
    const node = structureNode(1, [structureNode(5, [integer(2, 7)]), integer(2, 8), integer(2, 9)])
    expect(child(node, 2)).toEqual(integer(2, 8))
    expect(child(node, 3)).toBeUndefined()
    expect(child(integer(2, 8), 2)).toBeUndefined()
  })
})

describe('wire types', () => {
  it('are found by code and by name for every type but Structure', () => {
    for (const [name, code] of Object.entries(ItemType)) {
      expect(itemTypeName(code)).toBe(name)
      if (code === ItemType.Structure) continue
      expect(scalarTypeByCode(code)).toMatchObject({code, name})
      expect(scalarTypeByName(name)).toBe(scalarTypeByCode(code))
    }
  })

  it('are not found otherwise', () => {
    expect([itemTypeName(0), itemTypeName(15), scalarTypeByCode(0), scalarTypeByCode(1)]).toEqual(
      Array(4).fill(undefined),
    )
    expect(scalarTypeByName('Structure')).toBeUndefined()
  })
})
