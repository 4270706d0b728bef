import {bigIntegerFromBytes} from '../../../kmip/schema/big-integer.ts'
import {enumerations} from '../../../kmip/spec/enumeration-index.ts'
import {NameType} from '../../../kmip/spec/enumerations.ts'
import {masks} from '../../../kmip/spec/masks.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {Plain} from '../../../notation/plain.ts'
import {ItemType} from '../../../ttlv/node.ts'
import {redact} from '../../../ttlv/redact.ts'
import {valueText} from '../variables/value-text.ts'
import type {AnswerItem, ScalarNode} from './answer-item.ts'

/**
 * The item as one could write it in a request: structures as mappings, a Name of plain text as its text, names for
 * numbers, bytes as they are.
 */
export function itemValue({tag, scalar, items}: AnswerItem): Plain {
  if (scalar !== undefined) return scalarValue(scalar)
  const [first, second] = items
  if (tag === Tag.Name && first?.scalar?.tag === Tag.NameValue && second?.scalar?.value === plainTextName) {
    return scalarValue(first.scalar)
  }
  const byName = new Map<string, Plain[]>()
  for (const item of items) byName.set(item.name, [...(byName.get(item.name) ?? []), itemValue(item)])
  return Object.fromEntries([...byName].map(([name, values]) => [name, one(values)]))
}

const plainTextName = NameType.valueOf('UninterpretedTextString')

function one(values: readonly Plain[]): Plain {
  const [first = null, second] = values
  return second === undefined ? first : values
}

function scalarValue(node: ScalarNode): Plain {
  switch (node.type) {
    case ItemType.Enumeration:
      return enumerationName(node.tag, node.value) ?? node.value
    case ItemType.Integer:
      return maskNames(node.tag, node.value) ?? node.value
    case ItemType.LongInteger:
      return Number.isSafeInteger(Number(node.value)) ? Number(node.value) : node.value
    case ItemType.BigInteger:
      return bigIntegerFromBytes(node.value)
    case ItemType.DateTime:
      return dateOf(node.value) ?? node.value
    default:
      // Date-Time Extended too: no Date has microseconds
      return node.value
  }
}

function dateOf(seconds: bigint): Date | undefined {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function enumerationName(tag: number, value: number): string | undefined {
  const {enumeration} = tagTable.entry(tag) ?? {}
  if (enumeration === undefined) return undefined
  return enumeration === 'Tag' ? tagTable.entry(value)?.specName : enumerations[enumeration].entry(value)?.specName
}

/** The names of the bits; undefined where the number is no mask, or has bits without a name. */
function maskNames(tag: number, value: number): readonly string[] | undefined {
  const {mask} = tagTable.entry(tag) ?? {}
  if (mask === undefined) return undefined
  const table = masks[mask]
  const {names, rest} = table.namesOf(value)
  return rest === 0 ? names.map((name) => entryName(table.entries, name)) : undefined
}

function entryName(entries: readonly {readonly name: string; readonly specName: string}[], name: string): string {
  return entries.find((entry) => entry.name === name)?.specName ?? name
}

const longest = 120

/** For messages: the value, cut short; only length and fingerprint where it is secret and not to be revealed. */
export function itemText(item: AnswerItem, reveal: boolean): string {
  const {scalar, items, secret} = item
  if (scalar !== undefined && secret && !reveal) return redact(scalar.value)
  if (scalar === undefined) {
    const members = items.map((one) => `${one.name}: ${itemText(one, reveal)}`)
    return cut(`{${members.join(', ')}}`)
  }
  const value = scalarValue(scalar)
  return cut(typeof value === 'string' && value === '' ? '""' : valueText(value))
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
