import {readdirSync} from 'node:fs'
import fc, {type Arbitrary} from 'fast-check'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {AnyField, Fields, Structure} from '../../../../src/kmip/schema/structure.ts'
import {enumerations} from '../../../../src/kmip/spec/enumeration-index.ts'
import {masks} from '../../../../src/kmip/spec/masks.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {inRange, type EncodingVersion} from '../../../../src/kmip/spec/version.ts'
import {ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'

const folder = new URL('../../../../src/kmip/structures/', import.meta.url)

async function loadStructures(): Promise<Map<string, Structure<Fields>>> {
  const found = new Map<string, Structure<Fields>>()
  for (const file of readdirSync(folder)) {
    const exported: Record<string, unknown> = await import(new URL(file, folder).href)
    for (const value of Object.values(exported)) if (isStructure(value)) found.set(value.name, value)
  }
  return found
}

function isStructure(value: unknown): value is Structure<Fields> {
  return typeof value === 'object' && value !== null && 'fields' in value && 'decodeItems' in value
}

/** Every structure declared in src/kmip/structures, by its name in the specification. */
export const structures: ReadonlyMap<string, Structure<Fields>> = await loadStructures()

const int64 = fc.bigInt({min: -(2n ** 63n), max: 2n ** 63n - 1n})
const anyNode: Arbitrary<TtlvNode> = fc.string().map((value) => ({tag: 0x42000b, type: ItemType.TextString, value}))

/** Keyed by what value types say of themselves. */
const scalars: Readonly<Record<string, Arbitrary<unknown>>> = {
  Integer: fc.integer(),
  'Long Integer': int64,
  'Big Integer': fc.bigInt({min: -(2n ** 200n), max: 2n ** 200n}),
  Boolean: fc.boolean(),
  'Text String': fc.string({unit: 'binary'}),
  'Byte String': fc.uint8Array(),
  'Date-Time': fc.integer({min: -8_640_000_000_000, max: 8_640_000_000_000}).map((seconds) => new Date(seconds * 1000)),
  'Date-Time Extended': int64,
  Interval: fc.integer({min: 0, max: 0xffffffff}),
  'Unique Identifier': fc.string(),
  Attributes: fc.string().map((comment) => new AttributeSet().set('ContactInformation', comment)),
}

/** Values that the version can express, for a value type by its description. */
export function arbitraryOf(
  description: string,
  version: EncodingVersion,
  tag: number = Tag.AttributeValue,
): Arbitrary<unknown> {
  const [kind = '', name = ''] = description.split(/ (.*)/su)
  if (kind === 'Enumeration') return enumerationValues(name, version)
  if (kind === 'Mask') return maskValues(name, version)
  if (kind === 'Structure') return structureValues(structureNamed(name), version)
  if (description === 'Any') return anyNode.map((node) => ({...node, tag}))
  const scalar = scalars[description]
  if (scalar === undefined) throw new Error(`No arbitrary for ${description}`)
  return scalar
}

function structureNamed(name: string): Structure<Fields> {
  const found = structures.get(name)
  if (found === undefined) throw new Error(`No structure ${name}`)
  return found
}

function enumerationValues(name: string, version: EncodingVersion): Arbitrary<unknown> {
  const table = Object.values(enumerations).find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`No enumeration ${name}`)
  const known = table.entries.filter((entry) => inRange(entry, version)).map((entry) => entry.name)
  return fc.constantFrom<string | number>(...known, 0x80000001)
}

function maskValues(name: string, version: EncodingVersion): Arbitrary<number> {
  const table = Object.values(masks).find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`No mask ${name}`)
  const known = table.entries.filter((entry) => inRange(entry, version)).map((entry) => entry.value)
  return fc.subarray(known).map((bits) => bits.reduce((mask, bit) => mask | bit, 0))
}

/** Values of a structure's members that the version has. */
export function structureValues(
  structure: Structure<Fields>,
  version: EncodingVersion,
): Arbitrary<Record<string, unknown>> {
  const members = Object.entries(structure.fields).filter(([, member]) => inRange(member.range, version))
  const values = Object.fromEntries(members.map(([key, member]) => [key, memberValues(member, version)]))
  const requiredKeys = members.filter(([, member]) => member.presence === 'required').map(([key]) => key)
  return fc.record(values, {requiredKeys})
}

function memberValues(member: AnyField, version: EncodingVersion): Arbitrary<unknown> {
  const [tag = 0] = member.tags
  const value = arbitraryOf(member.description, version, tag)
  return member.repeats ? fc.array(value, {minLength: 1, maxLength: 3}) : value
}
