import {describe, expect, it} from 'vitest'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {checkAnswer} from '../../../src/masterkey/strict-answer.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {writeBinary} from '../../../src/ttlv/binary-writer.ts'

const text = (tag: number): TtlvNode => ({tag, type: ItemType.TextString, value: 'x'})
const header = (...tags: number[]) => structureNode(Tag.ResponseHeader, tags.map(text))
const item = (...tags: number[]) => structureNode(Tag.BatchItem, tags.map(text))
const message = (...parts: TtlvNode[]) => structureNode(Tag.ResponseMessage, parts)
const check = (node: TtlvNode) => () => checkAnswer(writeBinary(node), node)

const good = header(Tag.ProtocolVersion, Tag.TimeStamp, Tag.BatchCount)

describe('the strict reader of answers', () => {
  it('takes what it expects', () => {
    expect(check(message(good, item(Tag.Operation, Tag.ResultStatus, Tag.ResponsePayload)))).not.toThrow()
    expect(
      check(message(good, item(Tag.Operation, Tag.ResultStatus, Tag.ResultReason, Tag.ResultMessage))),
    ).not.toThrow()
  })

  it.each([
    [
      'a header that it does not know',
      message(
        header(Tag.ProtocolVersion, Tag.TimeStamp, Tag.ServerCorrelationValue, Tag.BatchCount),
        item(Tag.Operation),
      ),
      'Server Correlation Value',
    ],
    ['another order', message(header(Tag.TimeStamp, Tag.ProtocolVersion), item(Tag.Operation)), 'Protocol Version'],
    ['two items', message(good, item(), item()), 'not a header and one batch item'],
    ['an identifier of the item', message(good, item(Tag.Operation, Tag.UniqueBatchItemID)), 'Unique Batch Item ID'],
  ])('gives up at %s', (_, node, problem) => {
    expect(check(node)).toThrow(problem)
  })

  it('gives up at more than 8192 bytes, and at what is no TTLV', () => {
    expect(() => checkAnswer(new Uint8Array(8193), message())).toThrow('8193 bytes long')
    expect(() => checkAnswer(new Uint8Array(8), undefined)).toThrow('is not TTLV')
  })
})
