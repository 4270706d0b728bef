import {describe, expect, it} from 'vitest'
import {decodeResponse} from '../../../../src/kmip/message/message.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Operation as OperationEnumeration} from '../../../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {aes, attributes, locate} from '../../../support/managed-objects.ts'
import {batchItem, integer, requestNode} from '../../../support/request-node.ts'
import {createTestEngine, entry} from '../../../support/test-engine.ts'

const get = OperationEnumeration.valueOf('Get') ?? 0
const create = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})

function identifier(value: string): TtlvNode {
  return {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value}
}

describe('A payload that makes no sense', () => {
  it.each([
    ['a field of the wrong type', 'Get', [{tag: Tag.UniqueIdentifier, type: ItemType.Boolean, value: true}]],
    ['a field twice', 'Get', [identifier('a'), identifier('b')]],
    ['a required field missing', 'Create', []],
    ['a structure where a number belongs', 'Locate', [structureNode(Tag.MaximumItems, [])]],
    ['a number where a structure belongs', 'Revoke', [integer(Tag.RevocationReason, 1)]],
    ['an attribute without a name', 'Locate', [structureNode(Tag.Attribute, [])]],
  ] as const)('with %s fails its own item with Invalid Message', async (_, operation, payload) => {
    const t = await createTestEngine()
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const {batchItems} = await t.batch([{operation, payload}, create], {header})
    expect(batchItems?.[0]).toMatchObject({operation, resultReason: 'InvalidMessage'})
    expect(batchItems?.[0]?.resultMessage).toContain('RequestPayload')
    expect(batchItems?.[1]?.resultStatus).toBe('Success')
  })

  it('because it is not there at all fails its own item', async () => {
    const t = await createTestEngine()
    const item = structureNode(Tag.BatchItem, [{tag: Tag.Operation, type: ItemType.Enumeration, value: get}])
    const [header] = requestNode({operation: get, payload: []}).value
    if (header === undefined) throw new Error('No header')
    const {batchItems} = decodeResponse(await t.send(structureNode(Tag.RequestMessage, [header, item])))
    expect(batchItems?.[0]).toMatchObject({operation: 'Get', resultReason: 'InvalidMessage'})
  })

  it('because an attribute has a value of the wrong type fails with Invalid Field', async () => {
    const t = await createTestEngine()
    const attribute = structureNode(Tag.Attribute, [
      {tag: Tag.AttributeName, type: ItemType.TextString, value: 'Cryptographic Length'},
      {tag: Tag.AttributeValue, type: ItemType.TextString, value: '256'},
    ])
    const {batchItems} = await t.batch([{operation: 'Locate', payload: [attribute]}])
    expect(batchItems?.[0]).toMatchObject({operation: 'Locate', resultReason: 'InvalidField'})
  })
})

describe('A payload with more than the server knows', () => {
  it('is taken without it: fields of later versions, of other operations and of vendors', async () => {
    const t = await createTestEngine()
    const payload = [
      ...create.payload,
      integer(Tag.OffsetItems, 3),
      {tag: 0x54_00_01, type: ItemType.TextString, value: 'vendor'} as const,
      structureNode(Tag.ProtectionStorageMasks, []),
    ]
    const {batchItems} = await t.batch([{operation: 'Create', payload}], {version: '1.0'})
    expect(batchItems?.[0]?.resultStatus).toBe('Success')
    expect(await locate(t)).toHaveLength(1)
  })
})

describe('A batch item that makes no sense', () => {
  const operation = {tag: Tag.Operation, type: ItemType.Enumeration, value: get} as const
  const id = {tag: Tag.UniqueBatchItemID, type: ItemType.ByteString, value: Uint8Array.of(7)} as const

  it.each([
    ['with two operations', [operation, operation, id], 'Get'],
    ['with an identifier that is a text', [operation, {...id, type: ItemType.TextString, value: '7'}], 'Get'],
    ['with a critical extension that is no structure', [operation, id, integer(Tag.MessageExtension, 1)], 'Get'],
    ['with two payloads', [operation, id, payload(), payload()], 'Get'],
    ['without an operation', [id, payload()], undefined],
  ] as const)('%s fails alone, with what could be read of it', async (_, content, name) => {
    const t = await createTestEngine()
    const goOn = {tag: Tag.BatchErrorContinuationOption, type: ItemType.Enumeration, value: 1} as const
    const [header] = requestNode({operation: get, payload: [], header: [goOn], batchCount: 2}).value
    if (header === undefined) throw new Error('A request has a header')
    const good = batchItem(OperationEnumeration.valueOf('Create') ?? 0, create.payload)
    const parts = [header, structureNode(Tag.BatchItem, content), good]
    const {batchItems = []} = decodeResponse(await t.send(structureNode(Tag.RequestMessage, parts)))
    const [refused, done] = batchItems
    expect(refused).toMatchObject({
      resultReason: 'InvalidMessage',
      resultMessage: expect.stringContaining('BatchItem[0]'),
    })
    expect(refused?.operation).toBe(name)
    expect(refused?.uniqueBatchItemId).toEqual(content.some((item) => item === id) ? id.value : undefined)
    expect(done?.resultStatus).toBe('Success')
  })
})

function payload(): TtlvNode {
  return structureNode(Tag.RequestPayload, [])
}

describe('A message that makes no sense', () => {
  it.each([
    ['with another tag at the top', structureNode(Tag.ResponseMessage, [])],
    ['that is no structure', integer(Tag.RequestMessage, 1)],
    ['without a header', structureNode(Tag.RequestMessage, [])],
    ['with two headers', withParts(({header, item}) => [header, header, item])],
    ['with an item that is no structure', withParts(({header}) => [header, integer(Tag.BatchItem, 1)])],
    ['with an item without operation', withParts(({header}) => [header, structureNode(Tag.BatchItem, [])])],
  ])('%s is answered with one Invalid Message and no operation', async (_, node) => {
    const t = await createTestEngine()
    const {batchItems} = decodeResponse(await t.send(node))
    expect(batchItems).toHaveLength(1)
    expect(batchItems?.[0]).toMatchObject({resultStatus: 'OperationFailed', resultReason: 'InvalidMessage'})
    expect(batchItems?.[0]).not.toHaveProperty('operation')
    expect(t.internalErrors).toEqual([])
  })
})

function withParts(
  compose: (parts: {readonly header: TtlvNode; readonly item: TtlvNode}) => readonly TtlvNode[],
): TtlvNode {
  const [header, item] = requestNode({operation: get, payload: []}).value
  if (header === undefined || item === undefined) throw new Error('A request has a header and an item')
  return structureNode(Tag.RequestMessage, compose({header, item}))
}
