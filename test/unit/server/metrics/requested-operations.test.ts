import {describe, expect, it} from 'vitest'
import {
  completedOperations,
  operationOfMessage,
  requestedOperations,
  type RequestedOperation,
} from '../../../../src/server/metrics/requested-operations.ts'
import {structureNode, ItemType, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {refuseMessage} from '../../../../src/server/pipeline/process-message.ts'
import {KmipError} from '../../../../src/kmip/error.ts'
import {batchItem, requestNode} from '../../../support/request-node.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

const get = 0x0a
const query = 0x18
const noSuchOperation = 0x7777

async function answered(request: TtlvNode): Promise<RequestedOperation[]> {
  const t = await createTestEngine()
  return requestedOperations(request, await t.send(request))
}

function several(...operations: readonly number[]): TtlvNode {
  const message = requestNode({operation: operations[0] ?? query, payload: [], batchCount: operations.length})
  return structureNode(Tag.RequestMessage, [...message.value, ...operations.slice(1).map((one) => batchItem(one, []))])
}

describe('requestedOperations', () => {
  it('names each operation with its result, successes and reasons', async () => {
    expect(await answered(several(query, get, query))).toEqual([
      {operation: 'Query', result: 'Success'},
      {operation: 'Get', result: expect.stringMatching(/^[A-Z]\w+$/)},
    ])
  })

  it('calls an operation that KMIP does not know unknown, whatever its number', async () => {
    expect(await answered(requestNode({operation: noSuchOperation, payload: []}))).toEqual([
      {operation: 'unknown', result: 'OperationNotSupported'},
    ])
  })

  it('takes the operation from the request where the refusal of the message names none', async () => {
    const request = requestNode({operation: get, payload: [], version: {major: 9, minor: 0}})
    expect(await answered(request)).toMatchObject([{operation: 'Get'}])
  })

  it('knows of bytes that were no message only the reason', async () => {
    const {engine} = await createTestEngine()
    const response = refuseMessage(engine, undefined, new KmipError('InvalidMessage', 'No message'))
    expect(requestedOperations(undefined, response)).toEqual([{operation: 'unknown', result: 'InvalidMessage'}])
  })

  it('puts no number of a peer or a vendor into words', () => {
    const item = structureNode(Tag.BatchItem, [
      {tag: Tag.Operation, type: ItemType.Enumeration, value: 0x80000001},
      {tag: Tag.ResultStatus, type: ItemType.Enumeration, value: 1},
      {tag: Tag.ResultReason, type: ItemType.Enumeration, value: 0x80000001},
    ])
    expect(requestedOperations(undefined, structureNode(Tag.ResponseMessage, [item]))).toEqual([
      {operation: 'unknown', result: 'Other'},
    ])
  })
})

describe('operationOfMessage', () => {
  it('is the operation of one item, batch for several, unknown without any that can be read', () => {
    expect(operationOfMessage(requestNode({operation: get, payload: []}))).toBe('Get')
    expect(operationOfMessage(several(get, query))).toBe('batch')
    expect(operationOfMessage(requestNode({operation: noSuchOperation, payload: []}))).toBe('unknown')
    expect(operationOfMessage(undefined)).toBe('unknown')
    expect(operationOfMessage(structureNode(Tag.RequestMessage, []))).toBe('unknown')
  })
})

describe('completedOperations', () => {
  it('names items of a job by operation and result', () => {
    expect(
      completedOperations([
        {operation: 'Create', resultStatus: 'Success'},
        {operation: 'Get', resultStatus: 'OperationFailed', resultReason: 'ItemNotFound'},
        {operation: noSuchOperation, resultStatus: 'OperationFailed', resultReason: 0x80000001},
      ]),
    ).toEqual([
      {operation: 'Create', result: 'Success'},
      {operation: 'Get', result: 'ItemNotFound'},
      {operation: 'unknown', result: 'Other'},
    ])
  })
})
