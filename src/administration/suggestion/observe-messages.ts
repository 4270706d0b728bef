import type {EnumerationTable} from '../../kmip/spec/enumeration.ts'
import {Operation, ResultReason, ResultStatus} from '../../kmip/spec/enumerations.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {child, ItemType, type TtlvNode} from '../../ttlv/node.ts'
import type {ObservedItem} from './observed-operations.ts'

/**
 * The batch items of a recorded conversation. A response belongs to the first request before it that has none yet;
 * requests without one, and responses of which the request was not recorded, count as well.
 */
export function observeMessages(messages: readonly TtlvNode[]): readonly ObservedItem[] {
  const waiting: TtlvNode[] = []
  const observed: ObservedItem[] = []
  for (const message of messages) {
    if (message.tag === Tag.RequestMessage) waiting.push(message)
    else if (message.tag === Tag.ResponseMessage) observed.push(...observeExchange(waiting.shift() ?? message, message))
  }
  return [...observed, ...waiting.flatMap((request) => observeExchange(request, undefined))]
}

/** The batch items of a request with what its response, if there is one, says of each. */
export function observeExchange(request: TtlvNode, response: TtlvNode | undefined): readonly ObservedItem[] {
  const answers = response === undefined ? undefined : itemsOf(response)
  return itemsOf(request).flatMap((item, index) => {
    const operation = nameIn(Operation, item, Tag.Operation)
    if (operation === undefined) return []
    return [{operation, ...outcomeOf(answers === undefined ? undefined : (answerTo(item, index, answers) ?? 'none'))}]
  })
}

function itemsOf(message: TtlvNode): readonly TtlvNode[] {
  return message.type === ItemType.Structure ? message.value.filter(({tag}) => tag === Tag.BatchItem) : []
}

/** By its Unique Batch Item ID, else by its place; a message that failed as a whole has one answer, which names nothing. */
function answerTo(item: TtlvNode, index: number, answers: readonly TtlvNode[]): TtlvNode | undefined {
  const id = idOf(item)
  const byId = id === undefined ? undefined : answers.find((answer) => idOf(answer) === id)
  if (byId !== undefined) return byId
  const [first] = answers
  const isWhole = answers.length === 1 && first !== undefined && child(first, Tag.Operation) === undefined
  return isWhole ? first : id === undefined || idOf(answers[index]) === undefined ? answers[index] : undefined
}

function idOf(item: TtlvNode | undefined): string | undefined {
  const id = item && child(item, Tag.UniqueBatchItemID)
  return id?.type === ItemType.ByteString ? Buffer.from(id.value).toString('hex') : undefined
}

function outcomeOf(answer: TtlvNode | 'none' | undefined): Omit<ObservedItem, 'operation'> {
  if (answer === undefined) return {outcome: 'unknown'}
  // The batch ended at an item before it
  if (answer === 'none') return {outcome: 'failed', reason: 'NotProcessed'}
  const status = nameIn(ResultStatus, answer, Tag.ResultStatus)
  if (status === 'Success' || status === 'OperationPending') return {outcome: 'done'}
  return {outcome: 'failed', reason: nameIn(ResultReason, answer, Tag.ResultReason) ?? status}
}

function nameIn(table: EnumerationTable, item: TtlvNode, tag: number): string | undefined {
  const node = child(item, tag)
  if (node?.type !== ItemType.Enumeration) return undefined
  return table.nameOf(node.value) ?? `0x${node.value.toString(16)}`
}
