import {describe, expect, it} from 'vitest'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {answerFaults, headerVersion, newerParts} from '../../../support/answer-faults.ts'
import {createKey} from '../../../support/managed-objects.ts'
import {createTestEngine} from '../../../support/test-engine.ts'
import {requestNode} from '../../../support/request-node.ts'

function text(tag: number, value: string): TtlvNode {
  return {tag, type: ItemType.TextString, value}
}

function enumeration(tag: number, value: number): TtlvNode {
  return {tag, type: ItemType.Enumeration, value}
}

function attribute(name: string, value: TtlvNode): TtlvNode {
  return structureNode(Tag.Attribute, [text(Tag.AttributeName, name), {...value, tag: Tag.AttributeValue}])
}

/** The same message with another list of items in the structure under a tag. */
function edited(node: TtlvNode, tag: number, edit: (items: readonly TtlvNode[]) => readonly TtlvNode[]): TtlvNode {
  if (node.type !== ItemType.Structure) return node
  const value = node.value.map((item) => edited(item, tag, edit))
  return {...node, value: node.tag === tag ? edit(value) : value}
}

describe('The check that tests make of every answer finds', () => {
  it.each([
    ['a tag', {tag: Tag.LocatedItems, type: ItemType.Integer, value: 1}, '1.2', '1.3'],
    ['a value of an enumeration', enumeration(Tag.Operation, 0x1e), '1.0', '1.1'],
    ['a reason', enumeration(Tag.ResultReason, 0x16), '1.3', '1.4'],
    ['the name of an attribute in a list', text(Tag.AttributeName, 'Sensitive'), '1.3', '1.4'],
    ['an attribute', attribute('Fresh', {tag: 0, type: ItemType.Boolean, value: true}), '1.0', '1.1'],
    ['the value of an attribute', attribute('Cryptographic Algorithm', enumeration(0, 0x1c)), '1.3', '1.4'],
    ['a bit of a mask', {tag: Tag.CryptographicUsageMask, type: ItemType.Integer, value: 0x100000}, '1.2', undefined],
  ] as const)('%s that is newer than the version', (_, node, tooOld, since) => {
    expect(newerParts(node, tooOld)).not.toEqual([])
    if (since !== undefined) expect(newerParts(node, since)).toEqual([])
  })

  it('an item type that the tag does not have', () => {
    expect(newerParts(text(Tag.LeaseTime, '1'), '1.4')).toEqual([' > LeaseTime is a TextString'])
    expect(newerParts({tag: Tag.UniqueIdentifier, type: ItemType.Integer, value: 1}, '1.4')).toHaveLength(1)
  })

  it('a name that is neither standard nor custom', () => {
    expect(newerParts(text(Tag.AttributeName, 'Favourite'), '1.4')).toHaveLength(1)
    expect(newerParts(text(Tag.AttributeName, 'x-Favourite'), '1.0')).toEqual([])
  })

  it('no fault with an operation that the client itself named', () => {
    expect(newerParts(enumeration(Tag.Operation, 0x99), '1.0')).toHaveLength(1)
    expect(newerParts(enumeration(Tag.Operation, 0x99), '1.0', [0x99])).toEqual([])
  })

  it('what is missing from, or in disorder in, an otherwise good answer', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const request = requestNode({operation: 0x0a, payload: [text(Tag.UniqueIdentifier, uniqueIdentifier)]})
    const answer = await t.send(request)
    expect(answerFaults(request, answer)).toEqual([])
    const faulty = [
      edited(answer, Tag.ResponseHeader, (items) => items.filter(({tag}) => tag !== Tag.TimeStamp)),
      edited(answer, Tag.ResponseHeader, (items) => items.toReversed()),
      edited(answer, Tag.ResponseMessage, (items) => items.slice(0, 1)),
      edited(answer, Tag.BatchItem, (items) => items.filter(({tag}) => tag !== Tag.ResponsePayload)),
      edited(answer, Tag.ResponsePayload, (items) => items.toReversed()),
      edited(answer, Tag.KeyBlock, (items) => items.toReversed()),
      edited(answer, Tag.BatchItem, (items) => [...items.slice(0, 1), enumeration(Tag.ResultStatus, 1)]),
      edited(answer, Tag.ProtocolVersion, () => []),
    ]
    for (const node of faulty) expect(answerFaults(request, node)).not.toEqual([])
  })

  it('the version of both kinds of header', async () => {
    const t = await createTestEngine()
    const request = requestNode({operation: 0x18, payload: [], version: '1.2'})
    const answer = await t.send(request)
    expect([headerVersion(request), headerVersion(answer)]).toEqual(['1.2', '1.2'])
    expect(child(answer, Tag.ResponseHeader)).toBeDefined()
  })
})
