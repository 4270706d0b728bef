import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../../kmip/error.ts'
import {RequestBatchItem} from '../../kmip/message/batch-item.ts'
import {decodeRequest, type RequestMessage} from '../../kmip/message/message.ts'
import {within} from '../../kmip/schema/decode-error.ts'
import {Operation} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'

/** What can be said of a batch item that cannot be read, so that its failure can be told from others. */
export interface ItemFault {
  readonly error: KmipError
  readonly operation: RequestBatchItem['operation'] | undefined
}

/** A message whose header is read; the items that could not be are there with their fault. */
export interface ReceivedMessage {
  readonly message: RequestMessage
  readonly faults: ReadonlyMap<RequestBatchItem, ItemFault>
}

/** Reads each item by itself: one that makes no sense fails alone. Throws DecodeError for the rest. KMIP 1.4 section 11.1. */
export function readRequest(node: TtlvNode): ReceivedMessage {
  if (node.tag !== Tag.RequestMessage || node.type !== ItemType.Structure) {
    return {message: decodeRequest(node), faults: new Map()}
  }
  const {header} = decodeRequest({...node, value: node.value.filter((item) => item.tag !== Tag.BatchItem)})
  const faults = new Map<RequestBatchItem, ItemFault>()
  const items = node.value.filter((item) => item.tag === Tag.BatchItem)
  const batchItems = items.map((item, place) => {
    try {
      return within('RequestMessage', () => within(`BatchItem[${place}]`, () => RequestBatchItem.decode(item)))
    } catch (error) {
      if (!(error instanceof KmipError)) throw error
      const operation = operationOf(item)
      const unread = {operation: operation ?? noOperation, uniqueBatchItemId: identifierOf(item)}
      faults.set(unread, {error, operation})
      return unread
    }
  })
  return {message: {header, batchItems}, faults}
}

/** Of no operation, for an item that names none. */
const noOperation = 0

function operationOf(item: TtlvNode): RequestBatchItem['operation'] | undefined {
  const found = child(item, Tag.Operation)
  return found?.type === ItemType.Enumeration ? (Operation.nameOf(found.value) ?? found.value) : undefined
}

function identifierOf(item: TtlvNode): Uint8Array | undefined {
  const found = child(item, Tag.UniqueBatchItemID)
  return found?.type === ItemType.ByteString ? found.value : undefined
}
