import type {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {EnumerationTable} from '../../kmip/spec/enumeration.ts'
import {Operation, ResultReason, ResultStatus} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'

/** What was asked for and what came of it, in words of which there are finitely many. */
export interface RequestedOperation {
  /** KMIP's name; `unknown` where no item could be read, or KMIP has no such operation. */
  readonly operation: string
  /** `Success`, `OperationPending`, `OperationUndone`, or the Result Reason. */
  readonly result: string
}

const unknownOperation = 'unknown'
const severalOperations = 'batch'
const otherReason = 'Other'

/** One for each item that was answered. */
export function requestedOperations(request: TtlvNode | undefined, response: TtlvNode): RequestedOperation[] {
  const asked = request === undefined ? [] : itemsOf(request)
  return itemsOf(response).map((item, index) => ({
    operation: operationOf(item, asked[index]),
    result: resultOf(item),
  }))
}

/** The operation of a message, `batch` where it has several. */
export function operationOfMessage(request: TtlvNode | undefined): string {
  const [first, second] = request === undefined ? [] : itemsOf(request)
  if (second !== undefined) return severalOperations
  return (first && nameIn(Operation, first, Tag.Operation)) ?? unknownOperation
}

/** One for each item of an asynchronous request that was run. */
export function completedOperations(items: readonly ResponseBatchItem[]): RequestedOperation[] {
  return items.map(({operation, resultStatus, resultReason}) => ({
    operation: nameOr(Operation, operation, unknownOperation),
    result:
      resultStatus === 'OperationFailed'
        ? nameOr(ResultReason, resultReason, otherReason)
        : nameOr(ResultStatus, resultStatus, otherReason),
  }))
}

/** What has no name in KMIP is a number. */
function nameOr(table: EnumerationTable, value: string | number | undefined, otherwise: string): string {
  return (value === undefined ? undefined : table.entry(value)?.name) ?? otherwise
}

function itemsOf(message: TtlvNode): TtlvNode[] {
  return message.type === ItemType.Structure ? message.value.filter(({tag}) => tag === Tag.BatchItem) : []
}

/** A refusal of the whole message names no operation. */
function operationOf(answered: TtlvNode, asked: TtlvNode | undefined): string {
  const name = nameIn(Operation, answered, Tag.Operation)
  return name ?? (asked === undefined ? undefined : nameIn(Operation, asked, Tag.Operation)) ?? unknownOperation
}

function resultOf(item: TtlvNode): string {
  const status = nameIn(ResultStatus, item, Tag.ResultStatus)
  if (status !== undefined && status !== 'OperationFailed') return status
  return nameIn(ResultReason, item, Tag.ResultReason) ?? otherReason
}

function nameIn(table: EnumerationTable, item: TtlvNode, tag: number): string | undefined {
  const node = child(item, tag)
  return node?.type === ItemType.Enumeration ? table.nameOf(node.value) : undefined
}
