import {Operation} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {child, ItemType, type TtlvNode} from '../../../ttlv/node.ts'

/** The batch items of a message. */
export function batchItems(message: TtlvNode): readonly TtlvNode[] {
  return message.type === ItemType.Structure ? message.value.filter(({tag}) => tag === Tag.BatchItem) : []
}

/** The name of the operation of a batch item; its number for an unknown one, empty where it has none. */
export function operationOf(item: TtlvNode): string {
  const operation = child(item, Tag.Operation)
  if (operation?.type !== ItemType.Enumeration) return ''
  return Operation.nameOf(operation.value) ?? String(operation.value)
}

/** The names of the operations of a message, in its order. */
export function operationsOf(message: TtlvNode): string[] {
  return batchItems(message).map(operationOf)
}
