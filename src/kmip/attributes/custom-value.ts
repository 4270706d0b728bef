import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {anyValue} from '../schema/scalars.ts'
import {tagTable} from '../spec/tag-details.ts'
import {Tag} from '../spec/tags.ts'
import {inRange, type EncodingVersion} from '../spec/version.ts'

/**
 * The value of a custom attribute. Undefined where the version lacks an item type or a tag inside of it: without some of
 * its members a structure would be another value.
 */
export function encodeCustomValue(value: TtlvNode, version: EncodingVersion): TtlvNode | undefined {
  const encoded = anyValue.encode(Tag.AttributeValue, value, version)
  return encoded !== undefined && isKnown(encoded, version) ? encoded : undefined
}

function isKnown(node: TtlvNode, version: EncodingVersion): boolean {
  if (version === 'any' || node.type !== ItemType.Structure) return true
  return node.value.every((item) => {
    const entry = tagTable.entry(item.tag)
    const isTagKnown = entry === undefined || inRange(entry, version)
    return isTagKnown && anyValue.encode(item.tag, item, version) !== undefined && isKnown(item, version)
  })
}
