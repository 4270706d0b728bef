import {UsageError} from '../errors.ts'
import {bigIntegerToBytes} from '../kmip/schema/big-integer.ts'
import {enumerations} from '../kmip/spec/enumeration-index.ts'
import {isSecretTag} from '../kmip/spec/secret-tags.ts'
import {masks} from '../kmip/spec/masks.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {ItemType, type ItemTypeName, type TtlvNode} from '../ttlv/node.ts'
import {parseHex} from './bytes-value.ts'
import {parseDate, parseSeconds} from './date-value.ts'
import {parseEnumeration} from './enumeration-value.ts'
import {parseMask} from './mask-value.ts'
import {parseInteger, parseLongInteger} from './number-value.ts'
import {isList, isMapping, plainText, type Plain} from './plain.ts'
import {parseTag} from './tag-value.ts'

export interface PlainContext {
  /** What `now` and distances such as `+90d` count from. */
  readonly now: Date
  /** Where it stands, for messages: `request, Attributes`. */
  readonly place: string
}

type Scalar = (tag: number, plain: Plain, context: PlainContext) => TtlvNode | undefined

/** Each gives undefined for what is not of its kind. */
const scalars: {readonly [Type in ItemTypeName]?: Scalar} = {
  Integer(tag, plain, {place}) {
    const {mask} = tagTable.entry(tag) ?? {}
    const words = mask === undefined ? undefined : maskWords(plain)
    if (mask !== undefined && words !== undefined) {
      return {tag, type: ItemType.Integer, value: parseMask(masks[mask], words, place)}
    }
    const digits = wholeNumber(plain)
    return digits === undefined ? undefined : {tag, type: ItemType.Integer, value: parseInteger(digits, place)}
  },
  LongInteger(tag, plain, {place}) {
    const digits = wholeNumber(plain)
    return digits === undefined ? undefined : {tag, type: ItemType.LongInteger, value: parseLongInteger(digits, place)}
  },
  BigInteger(tag, plain) {
    const digits = wholeNumber(plain)
    if (digits === undefined) return undefined
    return {tag, type: ItemType.BigInteger, value: bigIntegerToBytes(BigInt(digits))}
  },
  Enumeration(tag, plain, {place}) {
    if (typeof plain === 'number') return {tag, type: ItemType.Enumeration, value: unsigned(plain, place)}
    if (typeof plain !== 'string') return undefined
    return {tag, type: ItemType.Enumeration, value: enumerationNumber(tag, plain, place)}
  },
  Boolean(tag, plain) {
    const value = typeof plain === 'string' ? words.get(plain.trim().toLowerCase()) : plain
    return typeof value === 'boolean' ? {tag, type: ItemType.Boolean, value} : undefined
  },
  TextString: (tag, plain) => (typeof plain === 'string' ? {tag, type: ItemType.TextString, value: plain} : undefined),
  ByteString(tag, plain, {place}) {
    const value = bytesOf(plain, place, isSecretTag(tag))
    return value === undefined ? undefined : {tag, type: ItemType.ByteString, value}
  },
  DateTime(tag, plain, context) {
    const date = dateOf(plain, context)
    return date && {tag, type: ItemType.DateTime, value: BigInt(Math.floor(date.getTime() / 1000))}
  },
  Interval(tag, plain, {place}) {
    if (typeof plain === 'number') return {tag, type: ItemType.Interval, value: unsigned(plain, place)}
    if (typeof plain !== 'string') return undefined
    const text = plain.trim()
    const value = /^\d+$/.test(text) ? unsigned(Number(text), place) : parseSeconds(text, place)
    return {tag, type: ItemType.Interval, value}
  },
  DateTimeExtended(tag, plain, context) {
    const digits = wholeNumber(plain)
    if (digits !== undefined) return {tag, type: ItemType.DateTimeExtended, value: BigInt(digits)}
    const date = dateOf(plain, context)
    return date && {tag, type: ItemType.DateTimeExtended, value: BigInt(date.getTime()) * 1000n}
  },
  Identifier: (tag, plain) => (typeof plain === 'string' ? {tag, type: ItemType.Identifier, value: plain} : undefined),
  Reference: (tag, plain) => (typeof plain === 'string' ? {tag, type: ItemType.Reference, value: plain} : undefined),
  NameReference: (tag, plain) =>
    typeof plain === 'string' ? {tag, type: ItemType.NameReference, value: plain} : undefined,
}

/** An item of the first of the types that can hold what was written. @throws UsageError naming the place */
export function scalarFromPlain(
  tag: number,
  plain: Plain,
  {types, ...context}: PlainContext & {readonly types: readonly ItemTypeName[]},
): TtlvNode {
  for (const type of types) {
    const node = scalars[type]?.(tag, plain, context)
    if (node !== undefined) return node
  }
  const shown = isSecretTag(tag) ? 'what is there' : plainText(plain)
  throw new UsageError(`${context.place} takes ${types.map(kindOf).join(' or ')}, not ${shown}`)
}

const kinds: Readonly<Partial<Record<ItemTypeName, string>>> = {
  Structure: 'a mapping',
  Integer: 'a whole number',
  LongInteger: 'a whole number',
  BigInteger: 'a whole number',
  Enumeration: 'a name',
  Boolean: 'true or false',
  TextString: 'a text (in quotes where it looks like a number)',
  ByteString: 'hexadecimal digits, {text: …} or {base64: …}',
  DateTime: 'a date',
  Interval: 'seconds',
}

function kindOf(type: ItemTypeName): string {
  return kinds[type] ?? type
}

const words: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
])

function wholeNumber(plain: Plain): string | undefined {
  if (typeof plain === 'bigint') return plain.toString()
  if (typeof plain === 'number') return Number.isSafeInteger(plain) ? String(plain) : undefined
  return typeof plain === 'string' && /^\s*[+-]?\d+\s*$/.test(plain) ? String(BigInt(plain)) : undefined
}

function unsigned(value: number, place: string): number {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value
  throw new UsageError(`${place} takes a whole number below 2^32, not ${value}`)
}

function maskWords(plain: Plain): string | undefined {
  if (isList(plain)) return plain.every((word) => typeof word === 'string') ? plain.join(',') || '0x0' : undefined
  return typeof plain === 'string' && !/^\s*-?\d+\s*$/.test(plain) ? plain : undefined
}

function enumerationNumber(tag: number, text: string, place: string): number {
  const {enumeration} = tagTable.entry(tag) ?? {}
  // No value has a name of digits alone
  if (enumeration === undefined || /^\s*\d+\s*$/.test(text)) return unsigned(Number(text), place)
  if (enumeration === 'Tag') return parseTag(text, place)
  const table = enumerations[enumeration]
  const value = parseEnumeration(table, text, place)
  return typeof value === 'number' ? value : (table.valueOf(value) ?? 0)
}

function dateOf(plain: Plain, {now, place}: PlainContext): Date | undefined {
  if (plain instanceof Date) return plain
  return typeof plain === 'string' ? parseDate(plain, place, now) : undefined
}

/** Hexadecimal digits, or the bytes of `{text: …}`, `{base64: …}`, `{hex: …}`. */
function bytesOf(plain: Plain, place: string, secret: boolean): Uint8Array | undefined {
  if (plain instanceof Uint8Array) return plain
  if (typeof plain === 'string') return secret ? secretHex(plain, place) : parseHex(plain, place)
  if (!isMapping(plain)) return undefined
  const [only, more] = Object.entries(plain)
  const [form, value] = only ?? ['', null]
  if (typeof value !== 'string' || more !== undefined) return undefined
  if (form === 'text') return new Uint8Array(Buffer.from(value, 'utf8'))
  if (form === 'hex') return secret ? secretHex(value, place) : parseHex(value, place)
  return form === 'base64' ? base64(value, place) : undefined
}

function base64(text: string, place: string): Uint8Array {
  const compact = text.replaceAll(/\s/g, '')
  if (!/^[\w+/-]*={0,2}$/.test(compact)) throw new UsageError(`${place} is not base64`)
  return new Uint8Array(Buffer.from(compact, 'base64'))
}

/** As parseHex, but does not show what was written. */
function secretHex(text: string, place: string): Uint8Array {
  try {
    return parseHex(text, place)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${place} takes hexadecimal digits, two for each byte`, {
      hint: 'Write {text: …} or {base64: …} for other forms',
    })
  }
}
