import {UsageError} from '../errors.ts'
import type {AttributeKey} from '../kmip/attributes/attribute-set.ts'
import type {AttributeName} from '../kmip/attributes/catalogue.ts'
import {definitionOf, isStandard} from '../kmip/attributes/lookup.ts'
import {KmipError} from '../kmip/error.ts'
import type {Fields} from '../kmip/schema/structure.ts'
import {enumerations} from '../kmip/spec/enumeration-index.ts'
import {masks} from '../kmip/spec/masks.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {kmipTagName} from '../kmip/spec/tag-name.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {ItemType, type ItemTypeName, type TtlvNode} from '../ttlv/node.ts'
import {parseHex} from './bytes-value.ts'
import {parseDate, parseSeconds} from './date-value.ts'
import {parseEnumeration} from './enumeration-value.ts'
import {isMembersText, parseFlow} from './flow-text.ts'
import {parseMask} from './mask-value.ts'
import {parseInteger, parseLongInteger} from './number-value.ts'
import {nodeFromPlain} from './read-plain.ts'
import {parseStructure} from './structure-value.ts'
import {bareWord} from './word.ts'

/**
 * The value of an attribute from text, of the type that the catalogue gives the key. Custom attributes are texts unless
 * `type` names another: `integer`, `boolean`, `bytes`, `date`, `interval` or `long-integer`.
 *
 * @throws UsageError naming the flag and what it takes
 */
export function parseAttributeValue(key: AttributeKey, text: string, context: ValueContext): unknown {
  if (!isStandard(key)) return customValue(text, context)
  if (context.type !== undefined) {
    throw new UsageError(`${context.setting} takes no type, attribute ${definitionOf(key).name} has its own`)
  }
  return standardValue(key, text, context)
}

export interface ValueContext {
  /** Names the flag in errors: `--attribute 'Object Group'`. */
  readonly setting: string
  /** Of a custom attribute. */
  readonly type?: string | undefined
  readonly now: Date
}

function standardValue(key: AttributeName, text: string, {setting, now}: ValueContext): unknown {
  const {tag, name} = definitionOf(key)
  const {enumeration, mask, typeSteps} = tagTable.entry(tag) ?? {}
  if (mask !== undefined) return parseMask(masks[mask], text, setting)
  if (enumeration !== undefined && enumeration !== 'Tag') {
    return parseEnumeration(enumerations[enumeration], text, setting)
  }
  const type = typeSteps?.[0]?.types?.[0] ?? 'TextString'
  const value = type === 'Structure' ? structureValue(key, text, {setting, now}) : scalars[type]?.(text, setting, now)
  if (value === undefined) {
    throw new UsageError(`Attribute ${name} has no short form`, {hint: `Write its members: '${name}={Name: value}'`})
  }
  return value
}

function structureValue(key: AttributeName, text: string, context: ValueContext): unknown {
  return isMembersText(text) ? membersValue(key, text, context) : parseStructure(key, text, context.setting)
}

/** Of a structure from `{Member: value}`. */
function membersValue(key: AttributeName, text: string, {setting, now}: ValueContext): unknown {
  const {tag, type} = definitionOf(key)
  const node = nodeFromPlain(tag, parseFlow(text, setting), {now, place: setting})
  const fields: Fields = 'fields' in type ? (type.fields as Fields) : {}
  const known = Object.values(fields).flatMap(({tags}) => tags)
  const stray = node.type === ItemType.Structure ? node.value.find((item) => !known.includes(item.tag)) : undefined
  // Decoding leaves out what it does not know, which is right for messages and wrong for what somebody typed
  if (stray !== undefined) throw new UsageError(`${setting} has ${kmipTagName(stray.tag)}, which is no part of it`)
  try {
    return type.decode(node)
  } catch (error) {
    if (error instanceof KmipError) throw new UsageError(`${setting}: ${error.message}`, {cause: error})
    throw error
  }
}

type ScalarForm = (text: string, setting: string, now: Date) => unknown

const scalars: {readonly [Type in ItemTypeName]?: ScalarForm} = {
  Integer: parseInteger,
  LongInteger: parseLongInteger,
  Boolean: parseBoolean,
  TextString: (text) => text,
  ByteString: parseHex,
  DateTime: parseDate,
  Interval: parseSeconds,
}

function parseBoolean(text: string, setting: string): boolean {
  const word = text.trim().toLowerCase()
  if (word === 'true' || word === 'yes') return true
  if (word === 'false' || word === 'no') return false
  throw new UsageError(`${setting} takes true or false, not ${JSON.stringify(text)}`)
}

function customValue(text: string, {setting, type = 'text', now}: ValueContext): TtlvNode {
  const make = customTypes[bareWord(type)]
  if (make === undefined) {
    throw new UsageError(`${setting} does not know the type ${JSON.stringify(type)}`, {
      hint: 'Use text, integer, long-integer, boolean, bytes, date or interval',
    })
  }
  return make(text, setting, now)
}

const tag = Tag.AttributeValue

const customTypes: Readonly<Record<string, (text: string, setting: string, now: Date) => TtlvNode>> = {
  text: (value) => ({tag, type: ItemType.TextString, value}),
  integer: (text, setting) => ({tag, type: ItemType.Integer, value: parseInteger(text, setting)}),
  longinteger: (text, setting) => ({tag, type: ItemType.LongInteger, value: parseLongInteger(text, setting)}),
  boolean: (text, setting) => ({tag, type: ItemType.Boolean, value: parseBoolean(text, setting)}),
  bytes: (text, setting) => ({tag, type: ItemType.ByteString, value: parseHex(text, setting)}),
  date: (text, setting, now) => ({
    tag,
    type: ItemType.DateTime,
    value: BigInt(parseDate(text, setting, now).getTime() / 1000),
  }),
  interval: (text, setting) => ({tag, type: ItemType.Interval, value: parseSeconds(text, setting)}),
}
