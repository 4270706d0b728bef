import {ItemType, type TtlvNode} from './node.ts'
import type {ValueNaming, Vocabulary} from './vocabulary.ts'

/**
 * The tag whose meaning an item's value has: its own, but for the Attribute Value of a 1.x attribute that of the
 * attribute named before it. A 2.x vendor attribute begins with Vendor Identification, and there the name is the vendor's
 * own and must not be taken for a standard one; so the name counts only as the structure's `first` item. KMIP Profiles 2.1 section 5.4.
 */
export function meaningTag(tag: number, first: TtlvNode | undefined, vocabulary: Vocabulary): number {
  if (tag !== vocabulary.attributeValueTag) return tag
  if (first?.tag !== vocabulary.attributeNameTag || first.type !== ItemType.TextString) return tag
  return vocabulary.attributeTag(first.value) ?? tag
}

/** How the numbers of the item with this tag are named; `first` is the first item of the structure around it. */
export function valueNaming(tag: number, first: TtlvNode | undefined, vocabulary: Vocabulary): ValueNaming | undefined {
  return vocabulary.naming(meaningTag(tag, first, vocabulary))
}
