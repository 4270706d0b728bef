import {AttributeSet} from '../kmip/attributes/attribute-set.ts'
import {customKey, customNameOfKey} from '../kmip/attributes/custom-key.ts'
import {attributeByTag, definitionOf} from '../kmip/attributes/lookup.ts'
import {UsageError} from '../errors.ts'
import {bigIntegerFromBytes} from '../kmip/schema/big-integer.ts'
import {encodeField} from '../kmip/schema/field.ts'
import type {Operation} from '../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../kmip/schema/structure.ts'
import {enumerations} from '../kmip/spec/enumeration-index.ts'
import {masks} from '../kmip/spec/masks.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {bytesToHex} from '../ttlv/hex.ts'
import {ItemType, itemTypeName, type TtlvNode} from '../ttlv/node.ts'
import {attributeContainer} from './attribute-containers.ts'
import {isList, isMapping, type Plain, type PlainMapping} from './plain.ts'

/**
 * The inverse of `requestFromPlain`, ready for YAML or JSON: names as the specification spells them, attributes by name.
 * Secrets are in it.
 *
 * @throws UsageError for templates, which have no form here
 */
export function plainFromRequest<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<Req>,
): PlainMapping {
  const values: Record<string, unknown> = request
  const nodes: TtlvNode[] = []
  const indices = new Map<number, number>()
  for (const [key, field] of Object.entries(operation.request.fields)) {
    const value = values[key]
    if (value === undefined) continue
    if (value instanceof AttributeSet && value.templateNames.length > 0) {
      throw new UsageError('A request that names templates has no form here: give the attributes themselves')
    }
    encodeField(field, value, 'any', nodes)
    if (field.holds === 'one attribute' && isIndexed(value)) indices.set(nodes.at(-1)?.tag ?? 0, value.index)
  }
  const plain = plainFromItems(nodes)
  const indexed = [...indices].map(([tag, index]) => {
    const attribute = plain[nameOf(tag)]
    return [nameOf(tag), {...(isMapping(attribute ?? null) ? Object(attribute) : {}), 'Attribute Index': index}]
  })
  return {...plain, ...Object.fromEntries(indexed)}
}

function isIndexed(value: unknown): value is {readonly index: number} {
  return typeof value === 'object' && value !== null && 'index' in value && typeof value.index === 'number'
}

/** Items by the names of their tags; several of one tag are a list. */
export function plainFromItems(items: readonly TtlvNode[]): PlainMapping {
  const members = new Map<string, Plain[]>()
  for (const item of items) {
    const name = nameOf(item.tag)
    const values = members.get(name)
    if (values === undefined) members.set(name, [plainFromNode(item)])
    else values.push(plainFromNode(item))
  }
  return Object.fromEntries([...members].map(([name, values]) => [name, alone(values)]))
}

/** One value by itself, several as a list; a list by itself stays in one, or it would look like several. */
function alone(values: readonly Plain[]): Plain {
  const [first = null, more] = values
  return more === undefined ? first : values
}

/** What an item holds, in the form that `nodeFromPlain` reads. */
export function plainFromNode(node: TtlvNode): Plain {
  if (node.type === ItemType.Structure) {
    const isContainer = attributeContainer(node.tag) !== undefined
    return isContainer ? attributesOf(node.value) : plainFromItems(node.value)
  }
  const value = scalarOf(node)
  return isStated(node) ? value : {type: itemTypeName(node.type) ?? '', value}
}

/** True where reading gives the same type again without being told. */
function isStated({tag, type}: TtlvNode): boolean {
  const steps = tagTable.entry(tag)?.typeSteps ?? []
  if (steps.length === 0 || steps.some(({types}) => types === undefined)) return type === ItemType.TextString
  const types = new Set(steps.flatMap(({types = []}) => types))
  if (types.has('TextString')) return type === ItemType.TextString
  types.delete('Structure')
  return types.size === 1 && types.has(itemTypeName(type) ?? 'Structure')
}

function scalarOf(node: Exclude<TtlvNode, {type: typeof ItemType.Structure}>): Plain {
  switch (node.type) {
    case ItemType.Enumeration:
      return enumerationOf(node.tag, node.value)
    case ItemType.Integer:
      return maskOf(node.tag, node.value)
    case ItemType.BigInteger:
      return bigIntegerFromBytes(node.value).toString()
    case ItemType.LongInteger:
    case ItemType.DateTimeExtended:
      return node.value.toString()
    case ItemType.ByteString:
      return bytesToHex(node.value)
    case ItemType.DateTime:
      return new Date(Number(node.value) * 1000).toISOString().replace('.000Z', 'Z')
    default:
      return node.value
  }
}

function enumerationOf(tag: number, value: number): Plain {
  const {enumeration} = tagTable.entry(tag) ?? {}
  if (enumeration === 'Tag') return nameOf(value)
  const table = enumeration === undefined ? undefined : enumerations[enumeration]
  const name = table?.nameOf(value)
  return name === undefined ? value : (table?.specName(name) ?? value)
}

function maskOf(tag: number, value: number): Plain {
  const {mask} = tagTable.entry(tag) ?? {}
  if (mask === undefined) return value
  const table = masks[mask]
  const {names, rest} = table.namesOf(value)
  if (rest !== 0) return value
  return names.map((name) => table.entries.find((entry) => entry.name === name)?.specName ?? name)
}

function attributesOf(items: readonly TtlvNode[]): PlainMapping {
  const members = new Map<string, Plain[]>()
  for (const item of items) {
    const [name, value] = attributeOf(item)
    const values = members.get(name)
    if (values === undefined) members.set(name, [value])
    else values.push(value)
  }
  return Object.fromEntries([...members].map(([name, values]) => [name, alone(values)]))
}

function attributeOf(item: TtlvNode): readonly [name: string, value: Plain] {
  if (item.tag !== Tag.Attribute || item.type !== ItemType.Structure) {
    const standard = attributeByTag(item.tag)
    const value = plainFromNode(item)
    return [standard === undefined ? nameOf(item.tag) : definitionOf(standard).name, plainName(item.tag, value)]
  }
  const text = (tag: number) => {
    const found = item.value.find((one) => one.tag === tag)
    return found?.type === ItemType.TextString ? found.value : ''
  }
  const value = item.value.find((one) => one.tag === Tag.AttributeValue)
  const key = customKey(text(Tag.VendorIdentification), text(Tag.AttributeName))
  return [customNameOfKey(key) ?? key, value === undefined ? null : plainFromNode(value)]
}

/** A Name of plain text is its text. */
function plainName(tag: number, value: Plain): Plain {
  if (tag !== Tag.Name || !isMapping(value) || isList(value)) return value
  const {'Name Value': text, 'Name Type': type, ...rest} = value
  const isPlain = type === 'Uninterpreted Text String' && Object.keys(rest).length === 0
  return isPlain && typeof text === 'string' && !text.startsWith('{') ? text : value
}

function nameOf(tag: number): string {
  return tagTable.entry(tag)?.specName ?? `0x${tag.toString(16).padStart(6, '0')}`
}
