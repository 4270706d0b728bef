import {customKey, customNameOfKey} from '../../../kmip/attributes/custom-key.ts'
import {attributeTag} from '../../../kmip/spec/attribute-names.ts'
import {isSecretTag} from '../../../kmip/spec/secret-tags.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {kmipTagName} from '../../../kmip/spec/tag-name.ts'
import {attributeContainer} from '../../../notation/attribute-containers.ts'
import {bareWord} from '../../../notation/word.ts'
import {child, ItemType, type StructureNode, type TtlvNode} from '../../../ttlv/node.ts'

export type ScalarNode = Exclude<TtlvNode, StructureNode>

/**
 * An item of an answer as scripts see it: attributes stand by their names in `Attributes`, whatever the version of the
 * message.
 */
export interface AnswerItem {
  /** As the specification spells it, or the name of an attribute: `Unique Identifier`, `x-team`. */
  readonly name: string
  /** All that it may be called, without case and separators. */
  readonly words: readonly string[]
  /** Its tag; that of the attribute for the value of one, so that it has its meaning. */
  readonly tag: number
  /** Undefined for structures. */
  readonly scalar: ScalarNode | undefined
  /** Of a structure. */
  readonly items: readonly AnswerItem[]
  /** True when it must not be shown, and nothing in it. */
  readonly secret: boolean
}

/** An item and all in it. */
export function answerItem(node: TtlvNode, secret = false): AnswerItem {
  const tag = attributeContainer(node.tag) ?? node.tag
  const words = tag === node.tag ? wordsOf(tag) : [...wordsOf(tag), ...wordsOf(node.tag)]
  return itemOf(node, {tag, name: nameOf(tag), words}, secret)
}

/** Several items of one structure: single attributes among them are put into one `Attributes`. */
export function answerItems(nodes: readonly TtlvNode[], secret = false): readonly AnswerItem[] {
  const attributes = nodes.filter((node) => node.tag === Tag.Attribute)
  const items: AnswerItem[] = []
  for (const node of nodes) {
    if (node.tag !== Tag.Attribute) items.push(answerItem(node, secret))
    else if (node === attributes[0]) {
      const values = attributes.map((one) => attributeItem(one, secret))
      items.push({...described(Tag.Attributes), scalar: undefined, items: values, secret})
    }
  }
  return items
}

interface Described {
  readonly tag: number
  readonly name: string
  readonly words: readonly string[]
}

function described(tag: number): Described {
  return {tag, name: nameOf(tag), words: wordsOf(tag)}
}

function itemOf(node: TtlvNode, what: Described, around: boolean): AnswerItem {
  const secret = around || isSecretTag(what.tag)
  if (node.type !== ItemType.Structure) return {...what, scalar: {...node, tag: what.tag}, items: [], secret}
  const isContainer = attributeContainer(node.tag) !== undefined
  const items = isContainer ? node.value.map((one) => memberItem(one, secret)) : answerItems(node.value, secret)
  return {...what, scalar: undefined, items, secret}
}

function memberItem(node: TtlvNode, secret: boolean): AnswerItem {
  return node.tag === Tag.Attribute ? attributeItem(node, secret) : answerItem(node, secret)
}

/** The value of an Attribute of 1.x, or of a vendor's attribute of 2.x, under the attribute's name. */
function attributeItem(node: TtlvNode, secret: boolean): AnswerItem {
  const vendor = textIn(node, Tag.VendorIdentification)
  const name = textIn(node, Tag.AttributeName) ?? ''
  const value = child(node, Tag.AttributeValue) ?? {tag: Tag.AttributeValue, type: ItemType.TextString, value: ''}
  const tag = vendor === undefined ? (attributeTag(name) ?? Tag.AttributeValue) : Tag.AttributeValue
  const names = vendor === undefined ? [name] : namesOfVendor(vendor, name)
  return itemOf(value, {tag, name: names[0] ?? name, words: names.map(bareWord)}, secret)
}

function namesOfVendor(vendor: string, name: string): string[] {
  const short = customNameOfKey(customKey(vendor, name))
  return short === undefined ? [`${vendor}:${name}`] : [short, `${vendor}:${name}`]
}

function textIn(node: TtlvNode, tag: number): string | undefined {
  const found = child(node, tag)
  return found?.type === ItemType.TextString ? found.value : undefined
}

function nameOf(tag: number): string {
  return tagTable.entry(tag)?.specName ?? kmipTagName(tag)
}

function wordsOf(tag: number): readonly string[] {
  const entry = tagTable.entry(tag)
  if (entry === undefined) return [bareWord(kmipTagName(tag))]
  return [...new Set([entry.name, entry.specName, ...entry.aliases].map(bareWord))]
}
