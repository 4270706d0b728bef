import fc from 'fast-check'
import {catalogue} from '../../src/kmip/attributes/catalogue.ts'
import {KeyBlock} from '../../src/kmip/objects/key-block.ts'
import type {Operation} from '../../src/kmip/schema/operation.ts'
import type {AnyField, Fields} from '../../src/kmip/schema/structure.ts'
import {enumerations} from '../../src/kmip/spec/enumeration-index.ts'
import {tagTable} from '../../src/kmip/spec/tag-details.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {inRange, isBefore, type Version} from '../../src/kmip/spec/version.ts'
import {ItemType, structureNode, type ItemTypeName, type TtlvNode} from '../../src/ttlv/node.ts'

/** What a random request may name. */
export interface World {
  readonly version: Version
  /** Identifiers of objects that are there. */
  readonly identifiers: readonly string[]
}

/** A request payload as its declaration has it: members left out, any values of their types. */
export function randomPayload({request}: Operation, world: World): fc.Arbitrary<TtlvNode> {
  return itemsOf(request.fields, world, 0).map((items) => structureNode(Tag.RequestPayload, items))
}

const deepest = 4

function itemsOf(fields: Fields, world: World, depth: number): fc.Arbitrary<TtlvNode[]> {
  const members = Object.values(fields)
    .filter(({range}: AnyField) => inRange(range, world.version))
    .map((field: AnyField) => membersOf(field, world, depth))
  return fc.tuple(...members).map((found) => found.flat())
}

function membersOf(field: AnyField, world: World, depth: number): fc.Arbitrary<TtlvNode[]> {
  if (depth > deepest) return fc.constant<TtlvNode[]>([])
  const tags = field.tags.filter((tag) => isKnown(tag, world.version))
  if (tags.length === 0) return fc.constant<TtlvNode[]>([])
  const one = fc.constantFrom(...tags).chain((tag) => node(tag, field, world, depth))
  const most = field.repeats ? 3 : 1
  // Required members are mostly there, so that requests get further than to their decoder
  const least = field.presence === 'required' ? 1 : 0
  return fc.oneof(
    {weight: 9, arbitrary: fc.array(one, {minLength: least, maxLength: most})},
    {weight: 1, arbitrary: fc.constant<TtlvNode[]>([])},
  )
}

function isKnown(tag: number, version: Version): boolean {
  const entry = tagTable.entry(tag)
  return entry !== undefined && inRange(entry, version)
}

function node(tag: number, field: AnyField, world: World, depth: number): fc.Arbitrary<TtlvNode> {
  if (field.holds === 'attributes') return attributes(tag, world)
  if (field.holds === 'one attribute') return oneAttribute(tag, world)
  const {item} = field
  if (item !== undefined && 'fields' in item) return within(tag, item.fields as Fields, world, depth)
  // The objects that have a key
  if (field.description === 'Managed Object' && tag !== Tag.Certificate && tag !== Tag.OpaqueObject) {
    return within(Tag.KeyBlock, KeyBlock.fields, world, depth).map((block) => structureNode(tag, [block]))
  }
  return scalar(tag, world)
}

function within(tag: number, fields: Fields, world: World, depth: number): fc.Arbitrary<TtlvNode> {
  return itemsOf(fields, world, depth + 1).map((items) => structureNode(tag, items))
}

/** Any attribute of the version, as its table has it. */
function attribute(world: World): fc.Arbitrary<{readonly name: string; readonly node: TtlvNode}> {
  const known = Object.values(catalogue).filter(({range}) => inRange(range, world.version))
  return fc.constantFrom(...known).chain(({name, tag, type}) => {
    const value =
      'fields' in type
        ? itemsOf(type.fields as Fields, world, 2).map((items) => structureNode(tag, items))
        : scalar(tag, world)
    return value.map((found) => ({name, node: found}))
  })
}

function attributes(tag: number, world: World): fc.Arbitrary<TtlvNode> {
  if (tag === Tag.Attribute) return oneAttribute(tag, world)
  const isTagged = !isBefore(world.version, '2.0')
  const items = isTagged ? attribute(world).map((found) => found.node) : oneAttribute(Tag.Attribute, world)
  return fc.array(items, {maxLength: 4}).map((found) => structureNode(tag, found))
}

function oneAttribute(tag: number, world: World): fc.Arbitrary<TtlvNode> {
  if (!isBefore(world.version, '2.0')) return attribute(world).map((found) => structureNode(tag, [found.node]))
  return attribute(world).map(({name, node: value}) =>
    structureNode(tag, [
      {tag: Tag.AttributeName, type: ItemType.TextString, value: name},
      {...value, tag: Tag.AttributeValue},
    ]),
  )
}

const texts = ['', ' ', 'default', 'x-team', 'State', '2.5.29', '\u0000', 'ü'.repeat(300)]
const sizes = [0, 1, 8, 12, 16, 24, 32, 300]

/** Those that name objects do so mostly, or nothing behind them is reached. */
const ofObjects: ReadonlySet<number> = new Set([
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
  Tag.LinkedObjectIdentifier,
])

function scalar(tag: number, world: World): fc.Arbitrary<TtlvNode> {
  if (ofObjects.has(tag)) {
    const named = fc
      .constantFrom(...world.identifiers)
      .map((value) => ({tag, type: ItemType.TextString, value}) as const)
    return fc.oneof({weight: 4, arbitrary: named}, {weight: 1, arbitrary: anyScalar(tag, world)})
  }
  return anyScalar(tag, world)
}

function anyScalar(tag: number, world: World): fc.Arbitrary<TtlvNode> {
  const types = tagTable.typesIn(tag, world.version) ?? ['ByteString', 'TextString', 'Integer']
  return fc.constantFrom(...types).chain((type) => valueOf(type, tag, world))
}

function valueOf(type: ItemTypeName, tag: number, world: World): fc.Arbitrary<TtlvNode> {
  const code = ItemType[type]
  const of = (value: fc.Arbitrary<unknown>) => value.map((found) => ({tag, type: code, value: found}) as TtlvNode)
  switch (type) {
    case 'Integer':
      return of(fc.oneof(fc.constantFrom(0, 1, 2, 8, 128, 256, 2048, -1, 2 ** 31 - 1), fc.integer()))
    case 'LongInteger':
    case 'DateTime':
    case 'DateTimeExtended':
      return of(
        fc.oneof(fc.constantFrom(0n, 1n, -1n, 1_767_225_600n), fc.bigInt({min: -(2n ** 63n), max: 2n ** 63n - 1n})),
      )
    case 'BigInteger':
      return of(fc.constantFrom(8, 16, 256).chain((size) => fc.uint8Array({minLength: size, maxLength: size})))
    case 'Enumeration':
      return of(enumerationValue(tag, world.version))
    case 'Boolean':
      return of(fc.boolean())
    case 'Interval':
      return of(fc.constantFrom(0, 1, 3600, 2 ** 32 - 1))
    case 'ByteString':
      return of(fc.constantFrom(...sizes).chain((size) => fc.uint8Array({minLength: size, maxLength: size})))
    case 'Structure':
      return fc.constant(structureNode(tag, []))
    default:
      return of(fc.constantFrom(...texts, ...world.identifiers))
  }
}

function enumerationValue(tag: number, version: Version): fc.Arbitrary<number> {
  const name = tagTable.entry(tag)?.enumeration
  const any = fc.constantFrom(0, 1, 2, 0x80000000, 0xffffffff)
  if (name === undefined) return any
  const entries = name === 'Tag' ? tagTable.entries.map(({tag: value}) => value) : enumerations[name].entries
  const known = entries.flatMap((entry) =>
    typeof entry === 'number' ? [entry] : enumerationKnown(entry, version) ? [entry.value] : [],
  )
  return known.length === 0
    ? any
    : fc.oneof({weight: 9, arbitrary: fc.constantFrom(...known)}, {weight: 1, arbitrary: any})
}

function enumerationKnown(entry: {readonly value: number} & Parameters<typeof inRange>[0], version: Version): boolean {
  return inRange(entry, version)
}
