import {enumerations} from '../../../kmip/spec/enumeration-index.ts'
import {masks} from '../../../kmip/spec/masks.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {Tag, type TagName} from '../../../kmip/spec/tags.ts'
import type {Version} from '../../../kmip/spec/version.ts'
import {ItemType, type ItemTypeName, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import type {Draft, DraftBytes, DraftItems, DraftMask, DraftOctets} from './draft.ts'
import type {Values} from './values.ts'

/** The item with its values. @throws MissingValueError */
export function writeDraft(draft: Draft, values: Values, version: Version): TtlvNode {
  const tag = Tag[draft.tag]
  const {value} = draft
  if (typeof value !== 'object') return scalar(draft, typeof value === 'string' ? values.fill(value) : value, version)
  if (isItems(value)) {
    return structureNode(
      tag,
      value.items.map((item) => writeDraft(item, values, version)),
    )
  }
  if (isMask(value)) return {tag, type: ItemType.Integer, value: maskValue(draft.like ?? draft.tag, value.bits)}
  return {tag, type: ItemType.ByteString, value: bytesOf(value, values)}
}

/** The type that the tag's values have in a version; in older ones that lack the tag its first. */
function typeOf(name: TagName, version: Version): ItemTypeName {
  const types = tagTable.typesIn(Tag[name], version) ?? tagTable.entry(name)?.typeSteps[0]?.types
  return types?.[0] ?? 'TextString'
}

function scalar(draft: Draft, value: string | number | boolean, version: Version): TtlvNode {
  const tag = Tag[draft.tag]
  const named = draft.like ?? draft.tag
  const type = typeOf(named, version)
  if (typeof value === 'boolean') return {tag, type: ItemType.Boolean, value}
  if (type === 'Enumeration') return {tag, type: ItemType.Enumeration, value: enumerationValue(named, value)}
  if (typeof value === 'string') return {tag, type: ItemType.TextString, value}
  if (type === 'DateTime') return {tag, type: ItemType.DateTime, value: BigInt(value)}
  return {tag, type: type === 'Interval' ? ItemType.Interval : ItemType.Integer, value}
}

function enumerationValue(name: TagName, value: string | number): number {
  if (typeof value === 'number') return value
  const enumeration = tagTable.entry(name)?.enumeration
  const found =
    enumeration === undefined || enumeration === 'Tag' ? undefined : enumerations[enumeration].valueOf(value)
  if (found === undefined) throw new TypeError(`${name} has no value ${value}`)
  return found
}

function maskValue(name: TagName, bits: readonly string[]): number {
  const mask = tagTable.entry(name)?.mask
  return bits.reduce((sum, bit) => {
    const value = mask === undefined ? undefined : masks[mask].valueOf(bit)
    if (value === undefined) throw new TypeError(`${name} has no bit ${bit}`)
    return sum | value
  }, 0)
}

function bytesOf(value: DraftBytes | DraftOctets, values: Values): Uint8Array {
  if ('random' in value) return values.random(value.random, value.length)
  return Buffer.concat(value.kept.map((name) => values.bytes(name)))
}

function isItems(value: object): value is DraftItems {
  return 'items' in value
}

function isMask(value: object): value is DraftMask {
  return 'bits' in value
}
