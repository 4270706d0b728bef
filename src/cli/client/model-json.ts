import {AttributeSet, type AttributeKey} from '../../kmip/attributes/attribute-set.ts'
import {customNameOfKey, type CustomKey} from '../../kmip/attributes/custom-key.ts'
import {definitionOf, isStandard} from '../../kmip/attributes/lookup.ts'
import type {MaskTable} from '../../kmip/spec/mask.ts'
import {masks} from '../../kmip/spec/masks.ts'
import {isSecretTag} from '../../kmip/spec/secret-tags.ts'
import {tagTable} from '../../kmip/spec/tag-details.ts'
import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {bytesToHex} from '../../ttlv/hex.ts'
import {writeJson} from '../../ttlv/json-writer.ts'
import {ItemType, itemTypeName, type TtlvNode} from '../../ttlv/node.ts'
import {redact} from '../../ttlv/redact.ts'

/** What `JSON.parse` gives. */
export type Json = null | boolean | number | string | readonly Json[] | {readonly [name: string]: Json}

export interface ModelJsonOptions {
  /** Shows key material, passwords and plaintext. */
  readonly reveal: boolean
}

/**
 * A payload of the model for `--json`: the model's own names, bytes as hexadecimal, dates in ISO 8601, 64-bit numbers as
 * decimal texts, masks as lists of names. A set of attributes is an object; attributes that can have several values are
 * lists, whether they have several or one.
 */
export function modelJson(payload: object, {reveal}: ModelJsonOptions): {readonly [name: string]: Json} {
  return membersJson(payload, {reveal, secret: false})
}

interface Place extends ModelJsonOptions {
  /** True below a name whose tag is secret. */
  readonly secret: boolean
}

function membersJson(value: object, place: Place): {readonly [name: string]: Json} {
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([name, member]) => [name, memberJson(name, member, place)]))
}

function memberJson(name: string, value: unknown, place: Place): Json {
  if (keyNames.has(name)) return keyJson(value)
  return valueJson(value, {...place, secret: place.secret || (!place.reveal && isSecretName(name))})
}

function valueJson(value: unknown, place: Place): Json {
  if (Array.isArray(value)) return value.map((one) => valueJson(one, place))
  if (value instanceof AttributeSet) return attributesJson(value, place)
  if (isTree(value)) return treeJson(value, place)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) {
    return place.secret ? redact(value) : scalarJson(value)
  }
  return membersJson(value, place)
}

function scalarJson(value: unknown): Json {
  if (value instanceof Uint8Array) return bytesToHex(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function attributesJson(set: AttributeSet, place: Place): Json {
  return Object.fromEntries(
    set.keys().map((key) => {
      const values = set.all(key).map((value) => attributeJson(key, value, place))
      const single = isStandard(key) ? !definitionOf(key).rules.multiple : values.length === 1
      return [keyText(key), single ? (values[0] ?? null) : values]
    }),
  )
}

function attributeJson(key: AttributeKey, value: unknown, place: Place): Json {
  const {mask} = (isStandard(key) ? tagTable.entry(definitionOf(key).tag) : undefined) ?? {}
  if (mask !== undefined && typeof value === 'number') return maskJson(masks[mask], value)
  return valueJson(value, place)
}

/** The names of the bits, and bits without a name as one hexadecimal number. */
function maskJson(table: MaskTable, value: number): Json {
  const {names, rest} = table.namesOf(value)
  return rest === 0 ? [...names] : [...names, `0x${(rest >>> 0).toString(16).padStart(8, '0')}`]
}

/** Members that hold keys of attributes. */
const keyNames: ReadonlySet<string> = new Set(['attributeReference', 'attributeReferences', 'key'])

function keyJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(keyJson)
  return typeof value === 'string' ? keyText(value) : null
}

/** `x-team` as people write it; other vendors stay `vendor:name`. */
export function keyText(key: string): string {
  return isCustomKey(key) ? (customNameOfKey(key) ?? key) : key
}

function isCustomKey(key: string): key is CustomKey {
  return key.includes(':')
}

/** Names of members are those of the tags in camel case. */
function isSecretName(name: string): boolean {
  const tag = tagTable.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase())?.tag
  return tag !== undefined && isSecretTag(tag)
}

function isTree(value: unknown): value is TtlvNode {
  if (typeof value !== 'object' || value === null || !('tag' in value && 'type' in value && 'value' in value))
    return false
  return typeof value.tag === 'number' && typeof value.type === 'number' && itemTypeName(value.type) !== undefined
}

/** The value alone of an item of any type, and KMIP's JSON encoding of a structure. */
function treeJson(node: TtlvNode, place: Place): Json {
  if (node.type !== ItemType.Structure) return valueJson(node.value, place)
  if (place.secret) return redact(node.value)
  return parseJson(writeJson(node, kmipVocabulary))
}

/** The value of a JSON text. */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text)
  return value
}
