import {UsageError} from '../errors.ts'
import {AttributeSet, type AttributeKey} from '../kmip/attributes/attribute-set.ts'
import type {AttributeName, StandardValue} from '../kmip/attributes/catalogue.ts'
import {definitionOf, isStandard} from '../kmip/attributes/lookup.ts'
import type {MaskTable} from '../kmip/spec/mask.ts'
import {masks, type CryptographicUsageMask, type ProtectionStorageMask} from '../kmip/spec/masks.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {parseAttributeKey} from '../notation/attribute-key.ts'
import {ItemType, itemTypeName, type TtlvNode} from '../ttlv/node.ts'
import {checkedItem} from './checked-item.ts'

type BitName<Table> = Table extends MaskTable<infer Name> ? Name : never

/** How the values of some attributes may be written, beside the form that responses have. */
interface WrittenForms {
  /** A name alone is an uninterpreted text string. */
  readonly Name: string
  readonly CryptographicUsageMask: readonly BitName<typeof CryptographicUsageMask>[]
  readonly ProtectionStorageMask: readonly BitName<typeof ProtectionStorageMask>[]
}

/** The value of a standard attribute. */
export type WrittenValue<N extends AttributeName> =
  | StandardValue<N>
  | (N extends keyof WrittenForms ? WrittenForms[N] : never)

/** A custom attribute's value: numbers are Integers, bigints Long Integers, dates Date-Times, bytes Byte Strings. */
export type CustomValue = string | number | bigint | boolean | Date | Uint8Array | TtlvNode

/** The name of a custom attribute: `x-team`, or since KMIP 2.0 vendor and name, `acme:team`. */
export type CustomName = `x-${string}` | `y-${string}` | `${string}:${string}`

/** Attributes by their names; several values of one stand in a list. */
export type AttributeValues = {
  readonly [N in AttributeName]?: WrittenValue<N> | readonly WrittenValue<N>[] | undefined
} & {readonly [name: CustomName]: CustomValue | readonly CustomValue[] | undefined}

/**
 * A set of attributes for a request, in any version of KMIP.
 *
 * ```ts
 * attributes({
 *   CryptographicAlgorithm: 'AES',
 *   CryptographicLength: 256,
 *   CryptographicUsageMask: ['Encrypt', 'Decrypt'],
 *   Name: 'payroll',
 *   'x-team': 'storage',
 * })
 * ```
 *
 * @throws UsageError naming the attribute that does not exist, or whose value has the wrong type
 */
export function attributes(values: AttributeValues): AttributeSet {
  const set = new AttributeSet()
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const key = parseAttributeKey(name)
    for (const one of isStandard(key) ? standardValues(key, value) : customValues(name, value)) add(set, key, one)
  }
  return set
}

/** Both kinds of values were checked against what the key takes. */
function add(set: AttributeSet, key: AttributeKey, value: unknown): void {
  set.add(key, value as never)
}

function standardValues(key: AttributeName, value: unknown): readonly unknown[] {
  const {name, rules} = definitionOf(key)
  const table = maskOf(key)
  const listed = Array.isArray(value) && !(table !== undefined && value.every((bit) => typeof bit === 'string'))
  const values: readonly unknown[] = listed ? value : [value]
  if (values.length > 1 && !rules.multiple)
    throw new UsageError(`Attribute ${name} takes one value, not ${values.length}`)
  return values.map((one) => standardValue(key, one, table))
}

function standardValue(key: AttributeName, value: unknown, table: MaskTable | undefined): unknown {
  const definition = definitionOf(key)
  const {name, tag, type} = definition
  const written = writtenValue(key, value, table)
  const node = encoded(() => type.encode(tag, written as never, 'any'))
  if (node === undefined || !checkedItem(node)) {
    throw new UsageError(`Attribute ${name} cannot be ${shown(value)}`, {hint: `Its type is ${type.description}`})
  }
  return written
}

function writtenValue(key: AttributeName, value: unknown, table: MaskTable | undefined): unknown {
  if (key === 'Name' && typeof value === 'string') return {nameValue: value, nameType: 'UninterpretedTextString'}
  if (table === undefined || !Array.isArray(value)) return value
  return value.reduce((bits: number, name: unknown) => bits | bitOf(table, name), 0)
}

function bitOf(table: MaskTable, name: unknown): number {
  const bit = typeof name === 'string' ? table.valueOf(name) : undefined
  if (bit !== undefined) return bit
  const names = table.entries.map((entry) => entry.name)
  throw new UsageError(`${table.name} has no bit ${shown(name)}`, {hint: `It has ${names.join(', ')}`})
}

function maskOf(key: AttributeName): MaskTable | undefined {
  const {mask} = tagTable.entry(definitionOf(key).tag) ?? {}
  return mask === undefined ? undefined : masks[mask]
}

/** What is no value of the type makes encoders stumble. */
function encoded(encode: () => TtlvNode | undefined): TtlvNode | undefined {
  try {
    return encode()
  } catch {
    // The caller says what the attribute takes instead
    return undefined
  }
}

function customValues(name: string, value: unknown): readonly TtlvNode[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.map((one) => customValue(name, one))
}

function customValue(name: string, value: unknown): TtlvNode {
  const node = itemOf(value)
  if (node !== undefined && checkedItem(node)) return node
  throw new UsageError(`Attribute ${name} cannot be ${shown(value)}`, {
    hint: 'Use a text, a number, a bigint, a boolean, a Date, bytes or a TTLV item',
  })
}

const tag = Tag.AttributeValue

function itemOf(value: unknown): TtlvNode | undefined {
  if (typeof value === 'string') return {tag, type: ItemType.TextString, value}
  if (typeof value === 'number') return {tag, type: ItemType.Integer, value}
  if (typeof value === 'bigint') return {tag, type: ItemType.LongInteger, value}
  if (typeof value === 'boolean') return {tag, type: ItemType.Boolean, value}
  if (value instanceof Uint8Array) return {tag, type: ItemType.ByteString, value}
  if (value instanceof Date) return dateItem(value)
  return isItem(value) ? {...value, tag} : undefined
}

function dateItem(date: Date): TtlvNode | undefined {
  const seconds = Math.floor(date.getTime() / 1000)
  return Number.isNaN(seconds) ? undefined : {tag, type: ItemType.DateTime, value: BigInt(seconds)}
}

function isItem(value: unknown): value is TtlvNode {
  if (typeof value !== 'object' || value === null || !('type' in value && 'value' in value)) return false
  return typeof value.type === 'number' && itemTypeName(value.type) !== undefined
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (value === null || value === undefined) return String(value)
  return Array.isArray(value) ? 'a list' : 'an object like this'
}
