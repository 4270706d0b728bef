import {ItemType, type StructureNode, type TtlvNode} from '../../ttlv/node.ts'
import type {AttributeKey, AttributeSet} from './attribute-set.ts'
import {definitionOf, isStandard} from './lookup.ts'
import {attributeNode, isFoundAsWhole} from './search-key.ts'
import {searchText} from './search-text.ts'

/** Members that one and the same instance of an attribute has to have. */
export interface InstancePattern {
  readonly key: AttributeKey
  readonly members: readonly TtlvNode[]
}

/**
 * What a search asks of single instances that index entries cannot tell: they know the members of an attribute, not
 * which of its instances has them. Names are left out: two of one value and different types are not worth a look at
 * every object that a search by name finds. KMIP 1.4 section 4.9.
 */
export function instancePatterns(wanted: AttributeSet): InstancePattern[] {
  return wanted.keys().flatMap((key) => {
    if (!isStandard(key) || key === 'Name' || !definitionOf(key).rules.multiple) return []
    return structuresOf(wanted, key)
      .filter((node) => node.value.length > 1 && !isFoundAsWhole(key, node))
      .map((node) => ({key, members: node.value}))
  })
}

/** True when for each pattern some instance has all of its members. */
export function fitsPatterns(attributes: AttributeSet, patterns: readonly InstancePattern[]): boolean {
  return patterns.every(({key, members}) =>
    structuresOf(attributes, key).some((node) => members.every((member) => hasMember(node, member))),
  )
}

function structuresOf(set: AttributeSet, key: AttributeKey): StructureNode[] {
  return set.all(key).flatMap((value) => {
    const node = attributeNode(key, value)
    return node?.type === ItemType.Structure ? [node] : []
  })
}

function hasMember(node: StructureNode, member: TtlvNode): boolean {
  const text = searchText(member)
  return node.value.some((item) => item.tag === member.tag && searchText(item) === text)
}
