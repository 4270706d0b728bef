import {ItemType, itemTypeName, type StructureNode, type TtlvNode} from '../../ttlv/node.ts'
import {anyValue, maximumDateSeconds} from '../schema/scalars.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import {Tag} from '../spec/tags.ts'
import type {AttributeKey, AttributeSet} from './attribute-set.ts'
import type {AttributeName} from './catalogue.ts'
import {definitionOf, isCustom, isStandard} from './lookup.ts'
import type {Fields} from '../schema/structure.ts'
import {isCommon} from './common-entries.ts'
import {searchText, shortText} from './search-text.ts'

/** One way to find an object; the same shape as the store's. */
export interface SearchEntry {
  readonly key: string
  readonly value: string
  readonly common?: boolean
}

/** What an entry has to be; bounds are inclusive. The same shape as the store's. */
export type SearchCondition =
  | {readonly key: string; readonly equals: string; readonly common?: boolean}
  | {readonly key: string; readonly from?: string; readonly to?: string}

/** Equal to no entry: for values that cannot be encoded, which no object has. */
const nothing = 'none'

/**
 * Every entry by which an object with these attributes is found: each value as a whole under its attribute's key, and
 * the parts of it that a search may name alone.
 */
export function indexEntriesOf(set: AttributeSet): SearchEntry[] {
  const entries = new Map<string, SearchEntry>()
  const add = (key: string, value: string): unknown => entries.set(`${key}\0${value}`, entryOf(key, value))
  for (const key of set.keys()) {
    for (const value of set.all(key)) {
      const node = attributeNode(key, value)
      if (node === undefined) continue
      if (!isFoundByMembers(key)) add(indexKey(key), wholeText(key, node))
      for (const part of partsOf(key, node)) add(part.key, part.value)
    }
  }
  return [...entries.values()]
}

function entryOf(key: string, value: string): SearchEntry {
  return isCommon(key, value) ? {key, value, common: true} : {key, value}
}

function equalTo({key, value}: {readonly key: string; readonly value: string}): SearchCondition {
  return isCommon(key, value) ? {key, equals: value, common: true} : {key, equals: value}
}

/** Found are objects that have a name of this value, whatever its type. */
export function nameCondition(nameValue: string): SearchCondition {
  return {key: `Name.${kmipTagName(Tag.NameValue)}`, equals: shortText(nameValue)}
}

/**
 * The conditions of a Locate request, most selective first. Two values of a date are the ends of a range, a usage mask
 * asks for at least its bits, Usage Limits for at least what they say, and an optional member that a structure leaves
 * out may be anything. The last date there can be is none at all. KMIP 1.4 section 4.9, 2.1 section 6.1.28.
 */
export function conditionsOf(set: AttributeSet): SearchCondition[] {
  const conditions = set
    .keys()
    .sort((left, right) => selectivity(left) - selectivity(right))
    .flatMap((key) => conditionsOfKey(set, key))
  const isLast = (condition: SearchCondition): boolean => 'common' in condition
  return [...conditions.filter((condition) => !isLast(condition)), ...conditions.filter(isLast)]
}

function conditionsOfKey(set: AttributeSet, key: AttributeKey): SearchCondition[] {
  const nodes = set.all(key).map((value) => attributeNode(key, value))
  const known = nodes.filter((node) => node !== undefined)
  if (known.length < nodes.length) return [{key: indexKey(key), equals: nothing}]
  if (isDate(key, known)) return dateConditions(key, known)
  return known.flatMap((node) => conditionsOfNode(key, node))
}

function isDate(key: AttributeKey, nodes: readonly TtlvNode[]): boolean {
  return isStandard(key) && nodes.every((node) => node.type === ItemType.DateTime)
}

function dateConditions(key: AttributeKey, nodes: readonly TtlvNode[]): SearchCondition[] {
  const bounds = nodes.map((node) => searchText(node)).sort()
  const given = bounds.filter((bound) => bound !== endOfTime)
  if (bounds.length !== 2) return given.map((bound) => ({key, equals: bound}))
  const [from, to] = given
  return from === undefined ? [] : [{key, from, ...(to === undefined ? {} : {to})}]
}

const endOfTime = searchText({tag: Tag.AttributeValue, type: ItemType.DateTime, value: maximumDateSeconds})

function conditionsOfNode(key: AttributeKey, node: TtlvNode): SearchCondition[] {
  if (key === 'CryptographicUsageMask') return partsOf(key, node).map(equalTo)
  if (key === 'UsageLimits') {
    return partsOf(key, node).map((part) => (atLeast.has(part.key) ? {key: part.key, from: part.value} : equalTo(part)))
  }
  if (isStandard(key) && node.type === ItemType.Structure) return structureConditions(key, node)
  return [equalTo({key: indexKey(key), value: wholeText(key, node)})]
}

/** How few objects an attribute tells apart, from 0 for identifiers up: conditions are tried in this order. */
export function selectivity(key: AttributeKey): number {
  if (!isStandard(key)) return 1
  return ranks[key] ?? 3
}

const ranks: Readonly<Partial<Record<AttributeName, number>>> = {
  UniqueIdentifier: 0,
  ShortUniqueIdentifier: 0,
  Name: 0,
  AlternativeName: 0,
  Digest: 0,
  X_509CertificateIdentifier: 0,
  CertificateIdentifier: 0,
  Link: 1,
  ApplicationSpecificInformation: 1,
  KeyValueLocation: 1,
  X_509CertificateSubject: 1,
  CertificateSubject: 1,
  CertificateSubjectCN: 1,
  ObjectGroup: 2,
  CryptographicLength: 4,
  CryptographicAlgorithm: 5,
  CryptographicUsageMask: 5,
  ObjectType: 5,
  OperationPolicyName: 6,
  State: 6,
  AlwaysSensitive: 6,
  Extractable: 6,
  Fresh: 6,
  NeverExtractable: 6,
  Sensitive: 6,
}

/** The value as an item; undefined when it has no form in any version. */
export function attributeNode(key: AttributeKey, value: unknown): TtlvNode | undefined {
  const {tag, type} = isStandard(key) ? definitionOf(key) : {tag: Tag.AttributeValue, type: anyValue}
  // The value has the type of its key: both come from one set.
  return type.encode(tag, value as never, 'any')
}

/** Names of custom attributes may be of any length. */
function indexKey(key: AttributeKey): string {
  return isCustom(key) ? shortText(key) : key
}

/** Custom values of different types never match. */
function wholeText(key: AttributeKey, node: TtlvNode): string {
  return isCustom(key) ? `${itemTypeName(node.type)}:${searchText(node)}` : searchText(node)
}

function partsOf(key: AttributeKey, node: TtlvNode): SearchEntry[] {
  if (key === 'CryptographicUsageMask' && node.type === ItemType.Integer) return bitsOf(key, node.value)
  if (!isStandard(key) || node.type !== ItemType.Structure) return []
  if (key === 'UsageLimits') return node.value.map((item) => ({key: memberKey(key, item), value: searchText(item)}))
  return memberParts(key, node)
}

function bitsOf(key: AttributeName, mask: number): SearchEntry[] {
  const parts: SearchEntry[] = []
  for (let bit = 0; bit < 32; bit++) {
    if ((mask & (1 << bit)) !== 0) parts.push({key: `${key}.bit`, value: String(bit).padStart(2, '0')})
  }
  return parts
}

/** KMIP 1.4 section 4.9: matching objects have as much or more. */
const atLeast = new Set([
  `UsageLimits.${kmipTagName(Tag.UsageLimitsTotal)}`,
  `UsageLimits.${kmipTagName(Tag.UsageLimitsCount)}`,
])

/**
 * Nearly every object has them, so an entry for the whole beside those of the members would cost every object and find
 * nothing more.
 */
const byMembers: readonly AttributeKey[] = ['CryptographicUsageMask', 'Digest', 'Name', 'RandomNumberGenerator']

function isFoundByMembers(key: AttributeKey): boolean {
  return byMembers.includes(key)
}

/** Each member of a structure by itself: a search may give any of them. */
function memberParts(key: AttributeName, node: StructureNode): SearchEntry[] {
  return node.value.map((item) => ({key: memberKey(key, item), value: searchText(item)}))
}

/** What an object must have for a structure that a search gives, perhaps without some of its members. */
function structureConditions(key: AttributeName, node: StructureNode): SearchCondition[] {
  if (isFoundAsWhole(key, node)) return [equalTo({key, value: searchText(node)})]
  return memberParts(key, node).map(equalTo)
}

/** True when a search gives all that the structure can have, so that one entry tells everything. */
export function isFoundAsWhole(key: AttributeName, node: StructureNode): boolean {
  const type: {readonly description: string; readonly fields?: Fields} = definitionOf(key).type
  const fields = Object.values(type.fields ?? {})
  const isComplete = fields.length === node.value.length && !fields.some(({repeats}) => repeats)
  return !isFoundByMembers(key) && (isComplete || node.value.length === 0)
}

function memberKey(key: AttributeKey, item: TtlvNode): string {
  return `${key}.${kmipTagName(item.tag)}`
}
