import type {OperationName} from '../kmip/schema/operation.ts'
import {Operation} from '../kmip/spec/enumerations.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {child, ItemType, type TtlvNode} from '../ttlv/node.ts'

/**
 * Operations that change nothing: done twice they are as done once. Encrypt, Sign and MAC are none of them, because
 * they use up Usage Limits.
 */
const readingOperations: ReadonlySet<OperationName> = new Set<OperationName>([
  'Locate',
  'Get',
  'GetAttributes',
  'GetAttributeList',
  'Check',
  'Validate',
  'Query',
  'DiscoverVersions',
  'Poll',
  'Decrypt',
  'SignatureVerify',
  'MACVerify',
  'Hash',
  'RNGRetrieve',
  'Export',
  'Ping',
])

/** Parts of a stream move it on. */
const streamTags = [Tag.CorrelationValue, Tag.InitIndicator, Tag.FinalIndicator]

/**
 * Names, as the specification writes them, of the operations in a request that must not be carried out twice. Empty
 * for requests that may be sent again.
 */
export function unrepeatableOperations(request: TtlvNode): string[] {
  const items = request.type === ItemType.Structure ? request.value : []
  return items.filter(({tag}) => tag === Tag.BatchItem).flatMap(unrepeatable)
}

function unrepeatable(item: TtlvNode): string | [] {
  const operation = child(item, Tag.Operation)
  const name = operation?.type === ItemType.Enumeration ? Operation.nameOf(operation.value) : undefined
  if (name === undefined) return 'an unknown operation'
  const payload = child(item, Tag.RequestPayload)
  const isStream = payload !== undefined && streamTags.some((tag) => child(payload, tag) !== undefined)
  return readingOperations.has(name) && !isStream ? [] : (Operation.specName(name) ?? name)
}
