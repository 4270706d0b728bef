import {KmipError} from '../../kmip/error.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import {Data, UniqueIdentifier} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {ItemType, type EnumerationNode, type IntegerNode, type StructureNode, type TtlvNode} from '../../ttlv/node.ts'
import type {BatchResults} from './batch-results.ts'

/** What a batch has at hand for a request to refer to. */
export interface AtHand {
  readonly results: BatchResults
  readonly placeholder: string | undefined
  /** Times that the operation may be done, if it is meant for several objects. */
  readonly most: number
}

const identifierTags: ReadonlySet<number> = new Set([
  Tag.CertificateRequestUniqueIdentifier,
  Tag.LinkedObjectIdentifier,
  Tag.UniqueIdentifier,
])

type ReferenceNode = EnumerationNode | IntegerNode

function isReference(node: TtlvNode): node is ReferenceNode {
  return node.type === ItemType.Enumeration || node.type === ItemType.Integer
}

/** True where a payload names results of the batch instead of identifiers or data. */
export function hasReferences(payload: TtlvNode): boolean {
  if (payload.type !== ItemType.Structure) return false
  return payload.value.some((node) => namesOutput(node) || namesObject(node))
}

function namesOutput(node: TtlvNode): boolean {
  return node.tag === Tag.Data && isReference(node)
}

function namesObject(node: TtlvNode): boolean {
  if (node.type === ItemType.Structure) return !isOpaque(node) && node.value.some(namesObject)
  return identifierTags.has(node.tag) && isReference(node)
}

/** What stands in an attribute of a vendor is the vendor's. */
function isOpaque({tag}: StructureNode): boolean {
  return tag === Tag.Attribute
}

/**
 * The payload with identifiers and data in the places of what refers to them: Unique Identifiers and Linked Object
 * Identifiers wherever they stand, Data of the operation itself. Where a reference means several objects, a member that
 * may be repeated takes all of them; otherwise there is a payload for each. KMIP 2.1 sections 4.31, 4.58, 7.9 and 11.58.
 *
 * @throws KmipError when a reference leads nowhere
 */
export function resolveReferences(payload: StructureNode, operation: Operation, atHand: AtHand): StructureNode[] {
  const repeated = repeatedTags(operation)
  const choose = (node: TtlvNode): TtlvNode[][] =>
    node.tag === Tag.Data && isReference(node)
      ? [[{tag: node.tag, type: ItemType.ByteString, value: outputFor(node, atHand)}]]
      : choices(node, repeated, atHand)
  return combinations(payload.value, choose, atHand).map((value) => ({...payload, value}))
}

function repeatedTags({request}: Operation): ReadonlySet<number> {
  const members = Object.values(request.fields).filter(({repeats}) => repeats)
  return new Set(members.flatMap(({tags}) => tags))
}

const lists: ReadonlySet<number> = new Set([Tag.UniqueIdentifier])
const noLists: ReadonlySet<number> = new Set()

/** The lists of nodes of which one stands in the place of a node. */
function choices(node: TtlvNode, repeated: ReadonlySet<number>, atHand: AtHand): TtlvNode[][] {
  if (node.type === ItemType.Structure) {
    if (isOpaque(node) || !namesObject(node)) return [[node]]
    const inside = node.tag === Tag.Objects ? lists : noLists
    const choose = (item: TtlvNode): TtlvNode[][] => choices(item, inside, atHand)
    return combinations(node.value, choose, atHand).map((value) => [{...node, value}])
  }
  if (!identifierTags.has(node.tag) || !isReference(node)) return [[node]]
  const found = identifiersFor(node, atHand).map((value): TtlvNode => ({
    tag: node.tag,
    type: ItemType.TextString,
    value,
  }))
  return repeated.has(node.tag) ? [found] : found.map((one) => [one])
}

/** Every way to put one of its choices in the place of each node. */
function combinations(
  nodes: readonly TtlvNode[],
  choose: (node: TtlvNode) => TtlvNode[][],
  {most}: AtHand,
): TtlvNode[][] {
  let ways: TtlvNode[][] = [[]]
  for (const node of nodes) {
    const chosen = choose(node)
    if (ways.length * chosen.length > most) {
      throw new KmipError(
        'ServerLimitExceeded',
        `The operation is meant for ${ways.length * chosen.length} objects, more than the ${most} left to the batch`,
      )
    }
    const [only = []] = chosen
    if (chosen.length === 1) for (const way of ways) for (const one of only) way.push(one)
    else ways = ways.flatMap((way) => chosen.map((more) => [...way, ...more]))
  }
  return ways
}

function identifiersFor(node: ReferenceNode, {results, placeholder}: AtHand): readonly string[] {
  if (node.type === ItemType.Integer) {
    const found = results.identifierAt(node.value)
    if (found !== undefined) return [found]
    throw new KmipError('ObjectNotFound', `The answer to the batch has no Unique Identifier at position ${node.value}`)
  }
  const word = UniqueIdentifier.nameOf(node.value)
  if (word === undefined) {
    throw new KmipError('InvalidField', `Unique Identifier 0x${node.value.toString(16)} means nothing here`)
  }
  if (word === 'IDPlaceholder') {
    if (placeholder !== undefined) return [placeholder]
    throw new KmipError('ObjectNotFound', 'No earlier item of the batch left an identifier in the ID Placeholder')
  }
  const found = results.identifiersOf(word)
  if (found.length > 0) return found
  throw new KmipError('ObjectNotFound', `No ${titleOf(word)} earlier in the batch has given an identifier`)
}

function titleOf(word: string): string {
  return UniqueIdentifier.specName(word) ?? word
}

function outputFor(node: ReferenceNode, {results}: AtHand): Uint8Array {
  if (node.type === ItemType.Integer) {
    const found = results.outputAt(node.value)
    if (found !== undefined) return found
    throw new KmipError('InvalidField', `The answer to the batch has no Data at position ${node.value}`)
  }
  const word = Data.nameOf(node.value)
  const found = word === undefined ? undefined : results.outputOf(producers[word] ?? word)
  if (found !== undefined) return found
  const name = (word && Data.specName(word)) ?? `0x${node.value.toString(16)}`
  throw new KmipError('InvalidField', `No ${name} earlier in the batch has put out data`)
}

/** The operations behind those words of the Data enumeration that name an output beside it. */
const producers: Readonly<Record<string, string>> = {MACMACData: 'MAC', SignSignatureData: 'Sign'}
