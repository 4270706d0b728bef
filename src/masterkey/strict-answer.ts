import {Tag} from '../kmip/spec/tags.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {ItemType, type TtlvNode} from '../ttlv/node.ts'
import {MasterKeyError} from './error.ts'

/** Longest answer, header and all, that Percona's client takes in. */
export const longestAnswer = 8192

const header = [Tag.ProtocolVersion, Tag.TimeStamp, Tag.BatchCount]
/** A success with a Result Message is read too, and a failure without Result Reason. */
const batchItem = [Tag.Operation, Tag.ResultStatus, Tag.ResultReason, Tag.ResultMessage, Tag.ResponsePayload]

/**
 * Reads an answer as Percona's client does: by position. An item that it does not expect ends its session, such as a
 * Server Correlation Value in the header.
 *
 * @throws MasterKeyError WRONG_ANSWER
 */
export function checkAnswer(bytes: Uint8Array, node: TtlvNode | undefined): void {
  if (bytes.length > longestAnswer) throw wrong(`is ${bytes.length} bytes long, more than ${longestAnswer}`)
  if (node === undefined) throw wrong('is not TTLV')
  const [first, item, ...others] = members(node)
  if (first?.tag !== Tag.ResponseHeader || item?.tag !== Tag.BatchItem || others.length > 0) {
    throw wrong('is not a header and one batch item')
  }
  expectOrder(first, header)
  expectOrder(item, batchItem)
}

function expectOrder(node: TtlvNode, order: readonly number[]): void {
  let position = 0
  for (const {tag} of members(node)) {
    const found = order.indexOf(tag, position)
    if (found === -1) throw wrong(`has ${nameOf(tag)} where it is not expected in ${nameOf(node.tag)}`)
    position = found + 1
  }
}

function nameOf(tag: number): string {
  return tagTable.entry(tag)?.specName ?? `0x${tag.toString(16)}`
}

function members(node: TtlvNode): readonly TtlvNode[] {
  return node.type === ItemType.Structure ? node.value : []
}

function wrong(what: string): MasterKeyError {
  return new MasterKeyError('WRONG_ANSWER', `The answer ${what}, and the client of the product gives up`, {
    operation: 'read',
  })
}
