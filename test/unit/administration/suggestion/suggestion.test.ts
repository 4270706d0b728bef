import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {looksLikeLog, observeLog} from '../../../../src/administration/suggestion/observe-log.ts'
import {observeMessages} from '../../../../src/administration/suggestion/observe-messages.ts'
import {ObservedOperations, type ObservedItem} from '../../../../src/administration/suggestion/observed-operations.ts'
import type {RequestBatchItem, ResponseBatchItem} from '../../../../src/kmip/message/batch-item.ts'
import {encodeRequest, encodeResponse} from '../../../../src/kmip/message/message.ts'
import type {OperationName} from '../../../../src/kmip/schema/operation.ts'
import {protocolVersionOf} from '../../../../src/kmip/spec/version.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {arbitraryNode, anyText} from '../../ttlv/arbitrary-node.ts'

const protocolVersion = protocolVersionOf('1.4')
const payload = structureNode(Tag.RequestPayload, [])

function request(...operations: readonly (OperationName | number)[]): TtlvNode {
  return requestOf(operations.map((operation) => ({operation, payload})))
}

function requestOf(batchItems: readonly RequestBatchItem[]): TtlvNode {
  return encodeRequest({header: {protocolVersion, batchCount: batchItems.length}, batchItems}, '1.4')
}

function response(...batchItems: readonly ResponseBatchItem[]): TtlvNode {
  const header = {protocolVersion, timeStamp: new Date(0), batchCount: batchItems.length}
  return encodeResponse({header, batchItems}, '1.4')
}

const done = (operation: OperationName): ResponseBatchItem => ({operation, resultStatus: 'Success'})
const failed = (operation: OperationName | undefined, resultReason: 'ItemNotFound' | 'PermissionDenied') =>
  ({operation, resultStatus: 'OperationFailed', resultReason, resultMessage: 'no'}) as const

function suggest(items: readonly ObservedItem[]) {
  const observed = new ObservedOperations()
  for (const item of items) observed.add(item)
  return observed.suggestion()
}

describe('role suggest', () => {
  it('names what succeeded at least once, and tells apart what never did', () => {
    const suggestion = suggest(
      observeMessages([
        request('Locate', 'Get'),
        response(done('Locate'), failed('Get', 'ItemNotFound')),
        request('Get'),
        response(done('Get')),
        request('Destroy'),
        response(failed('Destroy', 'PermissionDenied')),
        request('Destroy'),
        response(failed('Destroy', 'ItemNotFound')),
      ]),
    )
    expect(suggestion).toEqual({
      operations: ['Locate', 'Get'],
      failed: [{operation: 'Destroy', attempts: 2, reasons: ['PermissionDenied', 'ItemNotFound']}],
      notGrantable: [],
      items: 5,
      flags: '--operation locate --operation get',
      vaultFields: 'operation_locate=true operation_get=true',
    })
  })

  it('needs what was put off and what got no answer', () => {
    const pending = {
      ...done('CreateKeyPair'),
      resultStatus: 'OperationPending',
      asynchronousCorrelationValue: Buffer.alloc(8),
    } as const
    const messages = [request('CreateKeyPair'), response(pending), request('Poll'), request('Query')]
    expect(suggest(observeMessages(messages)).operations).toEqual(['CreateKeyPair', 'Query', 'Poll'])
  })

  it('takes responses that stand alone', () => {
    expect(suggest(observeMessages([response(done('Activate'))])).operations).toEqual(['Activate'])
  })

  it('finds answers by their Unique Batch Item ID, and sees where a batch has ended', () => {
    const id = (n: number) => Buffer.from([n])
    const items = (['Create', 'Activate', 'Get'] as const).map((operation, n) => ({
      operation,
      payload,
      uniqueBatchItemId: id(n),
    }))
    const answers = [
      {...failed('Activate', 'ItemNotFound'), uniqueBatchItemId: id(1)},
      {...done('Create'), uniqueBatchItemId: id(0)},
    ]
    const {operations, failed: lost} = suggest(observeMessages([requestOf(items), response(...answers)]))
    expect(operations).toEqual(['Create'])
    expect(lost.map(({operation, reasons}) => [operation, ...reasons])).toEqual([
      ['Get', 'NotProcessed'],
      ['Activate', 'ItemNotFound'],
    ])
  })

  it('counts no item of a message that was refused as a whole', () => {
    const {operations, failed: lost} = suggest(
      observeMessages([request('Create', 'Get'), response(failed(undefined, 'PermissionDenied'))]),
    )
    expect(operations).toEqual([])
    expect(lost.map(({operation}) => operation)).toEqual(['Create', 'Get'])
  })

  it('grants neither what servers ask for nor what KMIP does not know', () => {
    const {operations, notGrantable} = suggest(observeMessages([request('Put', 0x80000001, 'Get')]))
    expect([operations, notGrantable]).toEqual([['Get'], ['Put', '0x80000001']])
  })

  it('reads any tree without failing', () => {
    fc.assert(fc.property(fc.array(arbitraryNode(anyText)), (nodes) => void suggest(observeMessages(nodes))))
  })
})

describe('role suggest from a log', () => {
  const audit = [
    {kind: 'server.started'},
    {kind: 'operation', scope: 's', role: 'app', operation: 'Create', status: 'Success'},
    {kind: 'operation', scope: 's', role: 'app', operation: 'Get', status: 'OperationFailed', reason: 'ItemNotFound'},
    {kind: 'operation', scope: 's', role: 'app', operation: 'Poll', status: 'NotProcessed'},
    {kind: 'operation', scope: 's', role: 'other', operation: 'Destroy', status: 'Success'},
    {kind: 'change', action: 'role.create', actor: 'root'},
  ]
  const lines = audit.map((line) => JSON.stringify(line)).join('\n')

  it('reads an audit, of one role where that is wanted', () => {
    const {operations, failed: lost} = suggest(observeLog(lines, {role: 'app'}).items)
    expect(operations).toEqual(['Create'])
    expect(lost).toEqual([
      {operation: 'Get', attempts: 1, reasons: ['ItemNotFound']},
      {operation: 'Poll', attempts: 1, reasons: ['NotProcessed']},
    ])
    expect(suggest(observeLog(lines, {}).items).operations).toEqual(['Create', 'Destroy'])
    expect(observeLog(lines, {scope: 'none'}).items).toEqual([])
  })

  it('reads a log of requests', () => {
    const line = {
      level: 30,
      operations: ['Create', 'Get', 'Destroy'],
      results: ['?', 'PermissionDenied'],
      msg: 'Request',
    }
    const {operations, failed: lost} = suggest(observeLog(JSON.stringify(line), {}).items)
    expect(operations).toEqual(['Create'])
    expect(lost.map(({operation, reasons}) => [operation, ...reasons])).toEqual([
      ['Get', 'PermissionDenied'],
      ['Destroy', 'NotProcessed'],
    ])
  })

  it('leaves lines out that are no JSON, and counts them', () => {
    expect(observeLog(`${lines}\n\n{"kind":"opera`, {role: 'app'})).toMatchObject({unreadable: 1, items: {length: 3}})
  })

  it('knows a log from a message', () => {
    expect(looksLikeLog(lines)).toBe(true)
    expect(looksLikeLog('{"tag":"RequestMessage","value":[]}')).toBe(false)
    expect(looksLikeLog('<KMIP/>')).toBe(false)
    expect(looksLikeLog('')).toBe(false)
  })

  it('reads any text without failing', () => {
    const json = fc.array(fc.oneof(fc.json(), fc.string())).map((texts) => texts.join('\n'))
    fc.assert(fc.property(json, (text) => void [looksLikeLog(text), suggest(observeLog(text, {}).items)]))
  })
})
