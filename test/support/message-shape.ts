import {tagTable} from '../../src/kmip/spec/tag-details.ts'
import {kmipTagName} from '../../src/kmip/spec/tag-name.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {kmipVocabulary} from '../../src/kmip/spec/vocabulary.ts'
import {ItemType, itemTypeName, type TtlvNode} from '../../src/ttlv/node.ts'

/** Texts and bytes that are each run's own: of these only type and length count. */
const own: ReadonlySet<number> = new Set([Tag.UniqueIdentifier, Tag.NameValue, Tag.RevocationMessage, Tag.TimeStamp])

/**
 * A message in lines that two of the same product share: tags, types, names of enumerations and masks, and numbers; of what
 * each run makes anew, such as identifiers, names and key material, the type alone.
 */
export function messageShape(node: TtlvNode): string {
  return lines(node, '', undefined).join('\n')
}

function lines(node: TtlvNode, indent: string, name: string | undefined): string[] {
  const label = `${indent}${kmipTagName(node.tag)}`
  if (node.type !== ItemType.Structure) return [`${label} ${valueText(node, name)}`]
  const attribute = node.value.find(({tag}) => tag === Tag.AttributeName)?.value
  const inner = typeof attribute === 'string' ? attribute : name
  return [label, ...node.value.flatMap((item) => lines(item, `${indent} `, inner))]
}

function valueText(node: Exclude<TtlvNode, {type: typeof ItemType.Structure}>, name: string | undefined): string {
  const type = itemTypeName(node.type) ?? ''
  const isAttribute = node.tag === Tag.AttributeValue
  const tag = isAttribute && name !== undefined ? (kmipVocabulary.attributeTag(name) ?? node.tag) : node.tag
  if (node.type === ItemType.Enumeration) return tagTable.naming(tag)?.nameOf(node.value) ?? String(node.value)
  if (node.type === ItemType.ByteString || own.has(tag) || tag === Tag.ObjectGroup) return type
  return `${type} ${String(node.value)}`
}
