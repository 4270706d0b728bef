import {ItemType, structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {buildable, type FieldBuilder} from '../schema/field.ts'
import {DecodeError, within} from '../schema/decode-error.ts'
import {expectType, text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import {isBefore, type EncodingVersion} from '../spec/version.ts'
import {AttributeSet, type AttributeKey} from './attribute-set.ts'
import type {AttributeItem} from './attribute-item.ts'
import type {Reading} from './decode-value.ts'
import {attributeByName} from './lookup.ts'
import {addItem, attributeNameIn, decodeAttributeV1, encodeAttributeV1, encodeAttributesV1} from './wire-v1.ts'
import {
  decodeAttributeV2,
  decodeReferenceV2,
  encodeAttributeV2,
  encodeAttributesV2,
  encodeReferenceV2,
} from './wire-v2.ts'

/** Where the two generations of KMIP put a set of attributes. */
export interface AttributeSetTags {
  /** A Template-Attribute tag, or Attribute for a plain list of attributes. */
  readonly v1: number
  readonly v2: number
  /** Tags that requests of real clients use beside the proper one. */
  readonly accepted?: readonly number[]
  /** `pattern` for searches. */
  readonly reading?: Reading
}

/** A set of attributes: Template-Attribute or bare Attribute items in 1.x, one Attributes structure in 2.x. */
export function attributeSet(tags: AttributeSetTags): FieldBuilder<AttributeSet, 'required'> {
  return buildable({
    presence: 'required',
    range: {since: '1.0'},
    tags: [...new Set([tags.v1, tags.v2, ...(tags.accepted ?? [])])],
    repeats: false,
    description: 'Attributes',
    holds: 'attributes',
    decode: (nodes: readonly TtlvNode[]) => decodeSet(nodes, tags.reading ?? 'value'),
    encode(set: AttributeSet, version: EncodingVersion, out: TtlvNode[]) {
      if (!isBefore(version, '2.0')) out.push(structureNode(tags.v2, encodeAttributesV2(set, version)))
      else if (tags.v1 === Tag.Attribute) out.push(...encodeAttributesV1(set, version))
      else out.push(structureNode(tags.v1, [...templateNames(set), ...encodeAttributesV1(set, version)]))
    },
  })
}

function templateNames(set: AttributeSet): TtlvNode[] {
  return set.templateNames.map((name) =>
    structureNode(Tag.Name, [
      {tag: Tag.NameValue, type: ItemType.TextString, value: name},
      {tag: Tag.NameType, type: ItemType.Enumeration, value: 1},
    ]),
  )
}

function decodeSet(nodes: readonly TtlvNode[], reading: Reading): AttributeSet {
  const set = new AttributeSet()
  nodes.forEach((node, index) => {
    within(nodes.length === 1 ? kmipTagName(node.tag) : `${kmipTagName(node.tag)}[${index}]`, () =>
      addNode(set, node, reading),
    )
  })
  return set
}

/** Template-Attribute holds 1.x attributes, Attributes 2.x ones; both call a single one Attribute. */
function addNode(set: AttributeSet, node: TtlvNode, reading: Reading): void {
  if (node.tag === Tag.Attribute) return addV1(set, node, reading)
  for (const item of expectType(node, ItemType.Structure).value) {
    if (isV1(item)) addV1(set, item, reading)
    else if (item.tag === Tag.Name && isTemplateAttribute(node.tag))
      set.templateNames = [...set.templateNames, nameValue(item)]
    else addItem(set, decodeAttributeV2(item, reading))
  }
}

/** Searches ignore indices: two dates make a range, whatever index they bear. KMIP 1.4 section 4.9. */
function addV1(set: AttributeSet, node: TtlvNode, reading: Reading): void {
  const item = decodeAttributeV1(node, reading)
  addItem(set, reading === 'pattern' ? {...item, index: undefined} : item)
}

function isV1(node: TtlvNode): boolean {
  return (
    node.tag === Tag.Attribute &&
    node.type === ItemType.Structure &&
    !node.value.some((item) => item.tag === Tag.VendorIdentification)
  )
}

const templateTags: readonly number[] = [
  Tag.TemplateAttribute,
  Tag.CommonTemplateAttribute,
  Tag.PrivateKeyTemplateAttribute,
  Tag.PublicKeyTemplateAttribute,
]

function isTemplateAttribute(tag: number): boolean {
  return templateTags.includes(tag)
}

function nameValue(node: TtlvNode): string {
  const value = expectType(node, ItemType.Structure).value.find((item) => item.tag === Tag.NameValue)
  if (value === undefined) throw new DecodeError('Name Value is missing')
  return text.decode(value)
}

/** One attribute: an Attribute structure in 1.x, a structure around the tagged attribute in 2.x. */
export function singleAttribute(tags: {
  readonly v1?: number
  readonly v2?: number
}): FieldBuilder<AttributeItem, 'required'> {
  return buildable({
    presence: 'required',
    range: {since: tags.v1 === undefined ? '2.0' : '1.0', ...(tags.v2 === undefined ? {until: '1.4' as const} : {})},
    tags: [tags.v1, tags.v2].filter((tag) => tag !== undefined),
    repeats: false,
    description: 'Attribute',
    holds: 'one attribute',
    decode(nodes: readonly TtlvNode[]): AttributeItem {
      const [node, second] = nodes
      if (node === undefined || second !== undefined)
        throw new DecodeError('More than one attribute where one is allowed')
      if (node.tag === tags.v1) return decodeAttributeV1(node)
      const [inner, more] = expectType(node, ItemType.Structure).value
      if (inner === undefined || more !== undefined)
        throw new DecodeError(`${kmipTagName(node.tag)} must hold one attribute`)
      return decodeAttributeV2(inner)
    },
    encode(item: AttributeItem, version: EncodingVersion, out: TtlvNode[]) {
      if (isBefore(version, '2.0') && tags.v1 !== undefined) {
        const node = encodeAttributeV1(item, version)
        if (node !== undefined) out.push(node)
      } else if (tags.v2 !== undefined) {
        const node = encodeAttributeV2(item, version)
        if (node !== undefined) out.push(structureNode(tags.v2, [node]))
      }
    },
  })
}

/** Names of attributes: Attribute Name texts in 1.x, Attribute References in 2.x. */
export function attributeReferences(): FieldBuilder<readonly AttributeKey[], 'optional'> {
  return buildable({
    presence: 'optional',
    range: {since: '1.0'},
    tags: [Tag.AttributeName, Tag.AttributeReference],
    repeats: true,
    description: 'Attribute Name',
    holds: 'attribute names',
    decode: (nodes: readonly TtlvNode[]) => nodes.map(decodeReference),
    encode(keys: readonly AttributeKey[], version: EncodingVersion, out: TtlvNode[]) {
      for (const key of keys) {
        const node = encodeReference(key, version)
        if (node !== undefined) out.push(node)
      }
    },
  })
}

/** The name of one attribute. */
export function attributeReference(): FieldBuilder<AttributeKey, 'required'> {
  return buildable({
    presence: 'required',
    range: {since: '1.0'},
    tags: [Tag.AttributeName, Tag.AttributeReference],
    repeats: false,
    description: 'Attribute Name',
    holds: 'attribute names',
    decode(nodes: readonly TtlvNode[]): AttributeKey {
      const [node, second] = nodes
      if (node === undefined || second !== undefined)
        throw new DecodeError('More than one Attribute Name where one is allowed')
      return decodeReference(node)
    },
    encode(key: AttributeKey, version: EncodingVersion, out: TtlvNode[]) {
      const node = encodeReference(key, version)
      if (node !== undefined) out.push(node)
    },
  })
}

function decodeReference(node: TtlvNode): AttributeKey {
  return node.tag === Tag.AttributeName ? attributeByName(text.decode(node)) : decodeReferenceV2(node)
}

function encodeReference(key: AttributeKey, version: EncodingVersion): TtlvNode | undefined {
  if (!isBefore(version, '2.0')) return encodeReferenceV2(key, version)
  const name = attributeNameIn(key, version)
  return name === undefined ? undefined : {tag: Tag.AttributeName, type: ItemType.TextString, value: name}
}
