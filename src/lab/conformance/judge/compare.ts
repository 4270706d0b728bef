import {Tag} from '../../../kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {meaningTag} from '../../../ttlv/attribute-naming.ts'
import {ItemType, type StructureNode, type TtlvNode} from '../../../ttlv/node.ts'
import {itemLabel} from '../../../ttlv/tag-label.ts'
import {attributeNameOf, childOf, childrenOf, identifierIn, numberIn} from '../conversation/payload.ts'
import {sameTree, sameValue} from '../conversation/same-value.ts'
import {valueClassOf} from '../conversation/value-class.ts'
import type {Circumstances} from './circumstances.ts'
import type {Difference} from './difference.ts'
import {freedomOf} from './freedom.ts'
import {describesAnotherLibrary} from './library-information.ts'
import {isOfServer, isOptional, isSet, mayBeThere} from './sets.ts'

/** Where an item stands. */
export interface Place {
  readonly path: readonly string[]
  /** Tag of the structure around it, in its sense. */
  readonly parent: number
  /** Its own tag, in its sense. */
  readonly meaning: number
}

type Scalar = Exclude<TtlvNode, StructureNode>

/**
 * Compares what came with what the case expects, under the permitted variations, and binds what the server chose.
 * Returns nothing when they agree.
 */
export function compare(
  expected: TtlvNode,
  received: TtlvNode,
  place: Place,
  circumstances: Circumstances,
): Difference[] {
  const freedom = freedomOf(place.meaning, place.parent, circumstances)
  if (expected.type !== received.type) {
    return freedom === 'free' && isMaterial(place) ? [] : [difference('type', expected, received, place)]
  }
  if (expected.type === ItemType.Structure && received.type === ItemType.Structure) {
    if (isFreeStructure(place, circumstances)) return []
    // Inside a Key Value of the server's making there may be attributes to judge
    if (place.meaning === Tag.KeyMaterial && freedom === 'free') return []
    if (place.meaning === Tag.KeyMaterial && freedom === 'bound') {
      return compareMaterial(expected, received, place, circumstances)
    }
    return compareItems(expected, received, place, circumstances)
  }
  return compareScalars(expected as Scalar, received as Scalar, place, circumstances)
}

/** What a server tells of itself is its own business, and of the generator behind a key unless the client named one. */
function isFreeStructure({meaning}: Place, {object}: Circumstances): boolean {
  if (meaning === Tag.ServerInformation) return true
  return meaning === Tag.RandomNumberGenerator && object?.given.has(meaning) === false
}

function isMaterial({meaning}: Place): boolean {
  return valueClassOf(meaning) === 'material'
}

function compareScalars(expected: Scalar, received: Scalar, place: Place, circumstances: Circumstances): Difference[] {
  const {bindings} = circumstances
  const freedom = freedomOf(place.meaning, place.parent, circumstances)
  const variable = bindings.variableOf(expected)
  if (freedom === 'free') {
    bindings.bind(expected, place.meaning, received.value)
    return []
  }
  if (variable === undefined && freedom === 'exact') {
    const values = {request: circumstances.request, expected: expected.value, received: received.value}
    const agrees = sameValue(expected.value, received.value) || describesAnotherLibrary(place.meaning, values)
    return agrees ? [] : [difference('value', expected, received, place)]
  }
  if (variable === undefined && isMaterial(place)) return compareMaterial(expected, received, place, circumstances)
  const bound = echoedIdentifier(place, circumstances) ?? bindings.valueOf(expected, place.meaning)
  if (bound !== undefined) {
    if (sameValue(bound, received.value)) return []
    return [{...difference('value', expected, received, place), meant: standIn(expected, bound)}]
  }
  // Two identifiers of the case are two objects
  if (bindings.isTaken(place.meaning, received.value)) return [difference('inconsistent', expected, received, place)]
  bindings.bind(expected, place.meaning, received.value)
  return []
}

/** Operations whose response names another object than their request. */
const makers: ReadonlySet<string> = new Set([
  'ReKey',
  'ReKeyKeyPair',
  'DeriveKey',
  'Certify',
  'ReCertify',
  'CreateSplitKey',
  'JoinSplitKey',
])

/** The other operations name in their response the object of the request, whatever another one the case prints. */
function echoedIdentifier({meaning, parent}: Place, {operation, request}: Circumstances): string | undefined {
  if (meaning !== Tag.UniqueIdentifier || parent !== Tag.ResponsePayload || makers.has(operation)) return undefined
  return identifierIn(request)
}

/** Material that the server made may be any, but is the same whenever the object is asked for in that form. */
function compareMaterial(
  expected: TtlvNode,
  received: TtlvNode,
  place: Place,
  circumstances: Circumstances,
): Difference[] {
  const {object, bindings} = circumstances
  if (expected.type !== ItemType.Structure) bindings.bind(expected, place.meaning, received.value as Scalar['value'])
  const form = `${place.meaning} ${keyFormatIn(circumstances.received)}`
  const before = object?.materials.get(form)
  object?.materials.set(form, before ?? received)
  if (before === undefined || sameTree(before, received)) return []
  return [{...difference('inconsistent', expected, received, place), meant: before}]
}

function keyFormatIn(payload: TtlvNode | undefined): number | undefined {
  const block = childrenOf(payload)
    .map((item) => childOf(item, Tag.KeyBlock))
    .find((found) => found !== undefined)
  return numberIn(block, Tag.KeyFormatType)
}

/** The expected item with the value that it stands for. */
function standIn(expected: Scalar, value: Scalar['value']): TtlvNode {
  return {...expected, value} as TtlvNode
}

function compareItems(
  expected: StructureNode,
  received: StructureNode,
  place: Place,
  circumstances: Circumstances,
): Difference[] {
  const differences: Difference[] = []
  const inner = innerPlace(expected.value, received.value, place)
  for (const tag of new Set([...expected.value, ...received.value].map((item) => item.tag))) {
    const pair = {
      expected: expected.value.filter((item) => item.tag === tag),
      received: received.value.filter((item) => item.tag === tag),
    }
    const compareGroup = isSet(tag, place.meaning, circumstances.operation) ? compareSets : compareSequences
    differences.push(...compareGroup(pair, inner, circumstances))
  }
  return differences.length > 0 ? differences : compareOrder(expected, received, place, circumstances)
}

/** How the items of a structure find their place. */
interface Inner {
  readonly place: Place
  readonly placeOf: (item: TtlvNode, siblings: readonly TtlvNode[]) => Place
}

function innerPlace(expected: readonly TtlvNode[], received: readonly TtlvNode[], place: Place): Inner {
  const first = expected[0] ?? received[0]
  return {
    place,
    placeOf: (item, siblings) => ({
      path: [...place.path, labelOf(item, siblings)],
      parent: place.meaning,
      meaning: meaningTag(item.tag, first, kmipVocabulary),
    }),
  }
}

function labelOf(item: TtlvNode, siblings: readonly TtlvNode[]): string {
  const name = item.tag === Tag.Attribute ? attributeNameOf(item) : undefined
  if (name !== undefined) return `Attribute[${name}]`
  return itemLabel(siblings, siblings.indexOf(item), kmipVocabulary)
}

/** Items with one tag. */
interface Group {
  readonly expected: readonly TtlvNode[]
  readonly received: readonly TtlvNode[]
}

function compareSequences(group: Group, {place, placeOf}: Inner, circumstances: Circumstances): Difference[] {
  const differences: Difference[] = []
  const {expected, received} = isVersionList(group, place, circumstances) ? offered(group) : group
  for (let index = 0; index < Math.max(expected.length, received.length); index++) {
    const wanted = expected[index]
    const got = received[index]
    if (wanted !== undefined && got !== undefined) {
      differences.push(...compareOptional(wanted, got, placeOf(wanted, expected), circumstances))
    } else if (wanted !== undefined && !isOptional(wanted, place.meaning)) {
      differences.push(difference('missing', wanted, undefined, placeOf(wanted, expected)))
    } else if (got !== undefined && !mayBeThere(got, place.meaning, circumstances.operation)) {
      differences.push(difference('unexpected', undefined, got, placeOf(got, received)))
    }
  }
  return differences
}

/** A Message Extension that may be left out may also be another one. */
function compareOptional(
  expected: TtlvNode,
  received: TtlvNode,
  place: Place,
  circumstances: Circumstances,
): Difference[] {
  const areOptional = isOptional(expected, place.parent) && isOptional(received, place.parent)
  if (areOptional && expected.tag === Tag.MessageExtension) return []
  return compare(expected, received, place, circumstances)
}

/** A server may have more versions than the case when the request lists none. */
function isVersionList({expected}: Group, {meaning}: Place, {operation, request}: Circumstances): boolean {
  return (
    operation === 'DiscoverVersions' &&
    meaning === Tag.ResponsePayload &&
    expected[0]?.tag === Tag.ProtocolVersion &&
    request?.type === ItemType.Structure &&
    request.value.length === 0
  )
}

function offered({expected, received}: Group): Group {
  const texts = new Set(expected.map((version) => JSON.stringify(version.value)))
  return {expected, received: received.filter((version) => texts.has(JSON.stringify(version.value)))}
}

/** Each expected item must be there once; what else is there does not matter. */
function compareSets(group: Group, {placeOf}: Inner, circumstances: Circumstances): Difference[] {
  const rest = [...group.received]
  const differences: Difference[] = []
  const open: TtlvNode[] = []
  for (const wanted of group.expected) {
    if (!takeMatch(wanted, rest, placeOf(wanted, group.expected), circumstances)) open.push(wanted)
  }
  for (const wanted of open) {
    if (isOfServer(wanted, circumstances.ledger)) continue
    const place = placeOf(wanted, group.expected)
    // Of values alone none is closer than the others
    const closest = rest.findIndex((item) => wanted.type === ItemType.Structure && isCounterpart(wanted, item))
    const [got] = closest === -1 ? [] : rest.splice(closest, 1)
    if (got === undefined) differences.push(difference('missing', wanted, undefined, place))
    else differences.push(...compare(wanted, got, place, circumstances))
  }
  return differences
}

/** Takes the first item out of `rest` that agrees with `wanted`, and keeps what was bound for it. */
function takeMatch(wanted: TtlvNode, rest: TtlvNode[], place: Place, circumstances: Circumstances): boolean {
  const {bindings} = circumstances
  for (const [index, item] of rest.entries()) {
    if (!isCounterpart(wanted, item)) continue
    const before = bindings.snapshot()
    if (compare(wanted, item, place, circumstances).length === 0) {
      rest.splice(index, 1)
      return true
    }
    bindings.restore(before)
  }
  return false
}

/** True for items that could be the same one: attributes of one name. */
function isCounterpart(expected: TtlvNode, received: TtlvNode): boolean {
  if (expected.type !== ItemType.Structure) return true
  return expected.tag === Tag.Attribute ? attributeNameOf(expected) === attributeNameOf(received) : true
}

/** The fields of a structure have an order, which the position of the first of each tells. */
function compareOrder(
  expected: StructureNode,
  received: StructureNode,
  place: Place,
  {operation}: Circumstances,
): Difference[] {
  const isField = (tag: number) => !attributeSetItem(tag, place, operation)
  const order = ({value}: StructureNode, other: StructureNode) =>
    [...new Set(value.map(({tag}) => tag))].filter(
      (tag) => isField(tag) && other.value.some((item) => item.tag === tag),
    )
  const wanted = order(expected, received)
  const got = order(received, expected)
  const index = wanted.findIndex((tag, at) => got[at] !== tag)
  if (index === -1) return []
  const item = (node: StructureNode, tag: number | undefined) => node.value.find((one) => one.tag === tag)
  return [difference('order', item(expected, wanted[index]), item(received, got[index]), place)]
}

/** In sets of attributes and in the answer to Query not even the tags have an order. */
function attributeSetItem(tag: number, place: Place, operation: string): boolean {
  if (place.meaning === Tag.ResponsePayload && operation !== 'Query') return false
  return isSet(tag, place.meaning, operation)
}

function difference(
  problem: Difference['problem'],
  expected: TtlvNode | undefined,
  received: TtlvNode | undefined,
  {path}: Place,
): Difference {
  return {problem, path, expected, received}
}
