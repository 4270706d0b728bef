import {Tag} from '../../../kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {child, ItemType, type TtlvNode} from '../../../ttlv/node.ts'

/** The children of a structure; none of a scalar or of nothing. */
export function childrenOf(node: TtlvNode | undefined): readonly TtlvNode[] {
  return node?.type === ItemType.Structure ? node.value : []
}

/** The text or enumerated identifier under a tag. */
export function identifierIn(payload: TtlvNode | undefined, tag: number = Tag.UniqueIdentifier): string | undefined {
  const node = payload === undefined ? undefined : child(payload, tag)
  return typeof node?.value === 'string' ? node.value : undefined
}

/** The Unique Identifiers that stand directly in a payload. */
export function identifiersIn(payload: TtlvNode | undefined): string[] {
  return childrenOf(payload).flatMap(({tag, value}) =>
    tag === Tag.UniqueIdentifier && typeof value === 'string' ? [value] : [],
  )
}

/** The number of an enumeration under a tag. */
export function numberIn(node: TtlvNode | undefined, tag: number): number | undefined {
  const item = node === undefined ? undefined : child(node, tag)
  return typeof item?.value === 'number' ? item.value : undefined
}

/** A child, or undefined of nothing. */
export function childOf(node: TtlvNode | undefined, tag: number): TtlvNode | undefined {
  return node === undefined ? undefined : child(node, tag)
}

/** An attribute of a message: the tag that it means, and its value. */
export interface AttributeFact {
  readonly tag: number
  readonly value: TtlvNode
}

/** Structures whose items are attributes, in either form. */
export const attributeSets: ReadonlySet<number> = new Set([
  Tag.TemplateAttribute,
  Tag.CommonTemplateAttribute,
  Tag.PrivateKeyTemplateAttribute,
  Tag.PublicKeyTemplateAttribute,
  Tag.Attributes,
  Tag.CommonAttributes,
  Tag.PrivateKeyAttributes,
  Tag.PublicKeyAttributes,
])

/** The attributes of a payload, in either form; of the attribute sets in it those that `accepts`. */
export function attributesIn(
  payload: TtlvNode | undefined,
  accepts: (tag: number) => boolean = () => true,
): AttributeFact[] {
  return childrenOf(payload).flatMap((item) => {
    if (item.tag === Tag.Attribute) return attributeFact(item)
    if (!(attributeSets.has(item.tag) || item.tag === Tag.NewAttribute) || !accepts(item.tag)) return []
    return childrenOf(item).flatMap((inner) =>
      inner.tag === Tag.Attribute ? attributeFact(inner) : [{tag: inner.tag, value: inner}],
    )
  })
}

/** The name of an Attribute structure. */
export function attributeNameOf(attribute: TtlvNode): string | undefined {
  const name = child(attribute, Tag.AttributeName)
  return typeof name?.value === 'string' ? name.value : undefined
}

function attributeFact(attribute: TtlvNode): AttributeFact[] {
  const value = child(attribute, Tag.AttributeValue)
  const name = attributeNameOf(attribute)
  const tag = name === undefined ? undefined : kmipVocabulary.attributeTag(name)
  return value === undefined || tag === undefined ? [] : [{tag, value}]
}
