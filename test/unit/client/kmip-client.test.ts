import {describe, expect, expectTypeOf, it} from 'vitest'
import {UsageError} from '../../../src/errors.ts'
import {KmipClient, type KmipClientOptions, type TracedMessage} from '../../../src/client/kmip-client.ts'
import {operationCall} from '../../../src/client/operation-call.ts'
import {OperationFailedError} from '../../../src/client/operation-failed-error.ts'
import {UnexpectedResponseError} from '../../../src/client/unexpected-response-error.ts'
import type {ResponseBatchItem} from '../../../src/kmip/message/batch-item.ts'
import type {RequestMessage} from '../../../src/kmip/message/message.ts'
import {Activate} from '../../../src/kmip/operations/activate.ts'
import {DiscoverVersions} from '../../../src/kmip/operations/discover-versions.ts'
import {Query} from '../../../src/kmip/operations/query.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {writeBinary} from '../../../src/ttlv/binary-writer.ts'
import {TtlvError} from '../../../src/ttlv/error.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'
import {FakeChannel, response, responsePayload} from '../../support/fake-channel.ts'

const identifier: TtlvNode = {tag: Tag.UniqueIdentifier, type: ItemType.TextString, value: '7'}
const activated: ResponseBatchItem = {
  operation: 'Activate',
  resultStatus: 'Success',
  payload: responsePayload([identifier]),
}
const queried: ResponseBatchItem = {
  operation: 'Query',
  resultStatus: 'Success',
  payload: responsePayload([{tag: Tag.VendorIdentification, type: ItemType.TextString, value: 'Acme'}]),
}

function clientFor(
  respond: (request: RequestMessage) => TtlvNode | Uint8Array,
  options: Omit<KmipClientOptions, 'open'> = {},
) {
  const channel = new FakeChannel(respond)
  return {channel, client: new KmipClient({...options, open: () => Promise.resolve(channel)})}
}

/** Gives the items the identifiers of the request's. */
function echoIds(request: RequestMessage, items: readonly ResponseBatchItem[]): ResponseBatchItem[] {
  return items.map((item, index) => ({...item, uniqueBatchItemId: request.batchItems?.[index]?.uniqueBatchItemId}))
}

describe('call', () => {
  it('sends one item and returns the typed payload', async () => {
    const {client, channel} = clientFor(() => response([activated]))
    const result = await client.call(Activate, {uniqueIdentifier: '7'})
    expectTypeOf(result).toEqualTypeOf<{readonly uniqueIdentifier: string}>()
    expect(result).toEqual({uniqueIdentifier: '7'})
    expect(channel.requests).toMatchObject([
      {header: {protocolVersion: {major: 1, minor: 4}, batchCount: 1}, batchItems: [{operation: 'Activate'}]},
    ])
    expect(Object.keys(channel.requests[0]?.header ?? {})).toEqual(['protocolVersion', 'batchCount'])
    expect(channel.requests[0]?.batchItems?.[0]?.uniqueBatchItemId).toBeUndefined()
  })

  it('writes the header fields that are asked for', async () => {
    const {client, channel} = clientFor(() => response([activated]), {
      version: '2.1',
      header: {maximumResponseSize: 4096, timeStamp: true, login: {username: 'ann', password: 'secret'}},
      now: () => new Date('2026-05-06T07:08:09Z'),
    })
    await client.call(Activate, {}, {header: {clientCorrelationValue: 'run-1', batchOrderOption: true}})
    const [request] = channel.requests
    expect(request?.header).toMatchObject({
      protocolVersion: {major: 2, minor: 1},
      maximumResponseSize: 4096,
      clientCorrelationValue: 'run-1',
      batchOrderOption: true,
      timeStamp: new Date('2026-05-06T07:08:09Z'),
    })
    const credential = request?.header.authentication?.credential?.[0]
    expect(credential?.credentialType).toBe('UsernameAndPassword')
    expect(credential?.credentialValue.value).toEqual([
      {tag: Tag.Username, type: ItemType.TextString, value: 'ann'},
      {tag: Tag.Password, type: ItemType.TextString, value: 'secret'},
    ])
  })

  it('leaves out header fields that the version does not know', async () => {
    const {client, channel} = clientFor(() => response([activated], {version: '1.0'}), {version: '1.0'})
    await client.call(Activate, {}, {header: {clientCorrelationValue: 'run-1'}})
    expect(channel.requests[0]?.header.clientCorrelationValue).toBeUndefined()
  })

  it('refuses an operation that the version lacks, before it sends anything', async () => {
    const {client, channel} = clientFor(() => response([]), {version: '1.0'})
    const failure = await client.call(DiscoverVersions, {}).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UsageError)
    expect(failure).toMatchObject({message: 'KMIP 1.0 has no operation Discover Versions, which exists since 1.1'})
    expect(channel.requests).toEqual([])
  })

  it('fails with the reason and the message of the server', async () => {
    const {client} = clientFor(() =>
      response([
        {
          operation: 'Activate',
          resultStatus: 'OperationFailed',
          resultReason: 'ItemNotFound',
          resultMessage: 'No key\u001b[2J 7.',
        },
      ]),
    )
    const failure = await client.call(Activate, {uniqueIdentifier: '7'}).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(OperationFailedError)
    expect(failure).toMatchObject({
      exitCode: 4,
      code: 'KMIP_ItemNotFound',
      message: 'Server refused Activate: Item Not Found (No key [2J 7)',
      operation: 'Activate',
      resultStatus: 'OperationFailed',
      resultReason: 'ItemNotFound',
      resultMessage: 'No key\u001b[2J 7.',
      answeredVersion: '1.4',
    })
  })

  it.each<[string, Partial<ResponseBatchItem>, string, string]>([
    [
      'no message',
      {resultReason: 'PermissionDenied'},
      'Permission Denied (The client may not do this)',
      'KMIP_PermissionDenied',
    ],
    ['a reason of its own', {resultReason: 0x80000001}, '0x80000001', 'KMIP_0x80000001'],
  ])('words a failure with %s', async (_what, item, text, code) => {
    const {client} = clientFor(() => response([{operation: 'Activate', resultStatus: 'OperationFailed', ...item}]))
    await expect(client.call(Activate, {})).rejects.toMatchObject({message: `Server refused Activate: ${text}`, code})
  })

  it('fails when the server puts the operation off, and gives the correlation value', async () => {
    const asynchronousCorrelationValue = Uint8Array.of(0xc0, 0xff, 0xee)
    const {client} = clientFor(() =>
      response([{operation: 'Activate', resultStatus: 'OperationPending', asynchronousCorrelationValue}]),
    )
    const failure = await client.call(Activate, {}).catch((error: unknown) => error)
    expect(failure).toMatchObject({
      message: 'Server has accepted Activate, but will give the result later',
      resultStatus: 'OperationPending',
    })
    expect(failure instanceof OperationFailedError && failure.asynchronousCorrelationValue).toEqual(
      asynchronousCorrelationValue,
    )
  })

  it.each<[string, TtlvNode, string]>([
    ['another batch count', response([activated], {batchCount: 2}), 'Response announces 2 batch items and holds 1'],
    ['no item', response([]), 'Response has 0 batch items, and the request had 1'],
    ['two items', response([activated, activated]), 'Response has 2 batch items, and the request had 1'],
    ['another operation', response([queried]), 'Response to Activate names operation Query'],
    ['no operation', response([{...activated, operation: undefined}]), 'Response to Activate names no operation'],
    [
      'a payload without its identifier',
      response([{...activated, payload: responsePayload([])}]),
      'Response is not what KMIP defines: UniqueIdentifier is missing',
    ],
    [
      'no payload',
      response([{...activated, payload: undefined}]),
      'Response is not what KMIP defines: UniqueIdentifier is missing',
    ],
    [
      'a request',
      structureNode(Tag.RequestMessage, []),
      'Response is not what KMIP defines: Expected ResponseMessage, found RequestMessage',
    ],
    [
      'no header',
      structureNode(Tag.ResponseMessage, []),
      'Response is not what KMIP defines: ResponseHeader is missing in ResponseMessage',
    ],
  ])('refuses an answer with %s', async (_what, answer, message) => {
    const {client} = clientFor(() => answer)
    const failure = await client.call(Activate, {}).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UnexpectedResponseError)
    expect(failure).toMatchObject({message, exitCode: 5})
  })

  it('refuses an answer that is no valid TTLV', async () => {
    const {client} = clientFor(() => Buffer.from('42007b0100000010420094070000000100000000', 'hex'))
    await expect(client.call(Activate, {})).rejects.toBeInstanceOf(TtlvError)
  })
})

describe('batch', () => {
  const calls = [
    operationCall(Activate, {uniqueIdentifier: '7'}),
    operationCall(Query, {queryFunction: ['QueryOperations']}),
  ] as const

  it('sends one message with numbered items and returns the typed results', async () => {
    const {client, channel} = clientFor((request) => response(echoIds(request, [activated, queried])))
    const [first, second] = await client.batch(calls)
    expect(channel.requests).toHaveLength(1)
    expect(channel.requests[0]?.header.batchCount).toBe(2)
    expect(
      channel.requests[0]?.batchItems?.map((item) => Buffer.from(item.uniqueBatchItemId ?? []).toString('hex')),
    ).toEqual(['00000001', '00000002'])
    expect(first).toEqual({ok: true, operation: 'Activate', response: {uniqueIdentifier: '7'}})
    if (!second.ok) throw second.error
    expectTypeOf(second.response.vendorIdentification).toEqualTypeOf<string | undefined>()
    expect(second.response.vendorIdentification).toBe('Acme')
  })

  it('finds the results by their identifiers when the server changes the order', async () => {
    const {client} = clientFor((request) => response(echoIds(request, [activated, queried]).toReversed()))
    expect(await client.batch(calls)).toMatchObject([
      {ok: true, operation: 'Activate'},
      {ok: true, operation: 'Query'},
    ])
  })

  it('keeps the good results beside a failed one, and names what the server did not come to', async () => {
    const failed: ResponseBatchItem = {
      operation: 'Query',
      resultStatus: 'OperationFailed',
      resultReason: 'GeneralFailure',
    }
    const {client} = clientFor((request) => response(echoIds(request, [activated, failed])))
    const results = await client.batch([...calls, operationCall(Activate, {})])
    expect(results).toMatchObject([
      {ok: true},
      {ok: false, operation: 'Query', error: {code: 'KMIP_GeneralFailure'}},
      {
        ok: false,
        operation: 'Activate',
        error: {
          message: 'Server did not come to Activate, because an earlier operation of the batch failed',
          exitCode: 4,
        },
      },
    ])
  })

  it('rejects when the server refuses the whole message', async () => {
    const refusal: ResponseBatchItem = {
      resultStatus: 'OperationFailed',
      resultReason: 'InvalidMessage',
      resultMessage: 'No',
    }
    const {client} = clientFor(() => response([refusal]))
    await expect(client.batch(calls)).rejects.toMatchObject({
      message: 'Server refused the request: Invalid Message (No)',
      operation: undefined,
    })
  })

  it('has an answer for each object that a reference to results of the batch meant', async () => {
    const first = {...activated, uniqueBatchItemId: Buffer.of(0, 0, 0, 1)}
    const second = {...queried, uniqueBatchItemId: Buffer.of(0, 0, 0, 2)}
    const {client} = clientFor(() => response([first, first, second]))
    const references = operationCall(Activate, {uniqueIdentifier: {placeholder: 'Locate'}})
    const [one, other] = await client.batch([references, calls[1]], {version: '2.1'})
    expect(one).toMatchObject({ok: true, more: [{uniqueIdentifier: expect.any(String)}]})
    expect(other).not.toHaveProperty('more')
  })

  it.each<[string, readonly ResponseBatchItem[], string]>([
    ['too few items', [activated], 'Response has 1 batch items, and the request had 2'],
    [
      'an unknown identifier',
      [activated, {...queried, uniqueBatchItemId: Buffer.of(9)}],
      'Response has the unknown Unique Batch Item ID 09',
    ],
    [
      'one item twice',
      [activated, {...queried, uniqueBatchItemId: Buffer.of(0, 0, 0, 1)}],
      'Response answers batch item 1 twice',
    ],
  ])('refuses an answer with %s', async (_what, items, message) => {
    const {client} = clientFor(() => response(items))
    await expect(client.batch(calls)).rejects.toMatchObject({name: 'UnexpectedResponseError', message})
  })
})

describe('send', () => {
  it('returns the tree of the answer, also of a failure, and traces both messages', async () => {
    const traced: TracedMessage[] = []
    const answer = response([{resultStatus: 'OperationFailed', resultReason: 'InvalidMessage'}])
    const {client} = clientFor(() => answer, {onMessage: (message) => traced.push(message)})
    const version = structureNode(Tag.ProtocolVersion, [
      {tag: Tag.ProtocolVersionMajor, type: ItemType.Integer, value: 1},
      {tag: Tag.ProtocolVersionMinor, type: ItemType.Integer, value: 4},
    ])
    const request = structureNode(Tag.RequestMessage, [
      structureNode(Tag.RequestHeader, [version, {tag: Tag.BatchCount, type: ItemType.Integer, value: 0}]),
    ])
    expect(await client.send(request)).toEqual(answer)
    expect(traced).toEqual([
      {direction: 'request', bytes: writeBinary(request), node: request},
      {direction: 'response', bytes: writeBinary(answer), node: answer},
    ])
    traced.length = 0
    expect(await client.sendBytes(writeBinary(request))).toEqual(writeBinary(answer))
    expect(traced.map(({direction, node}) => [direction, node])).toEqual([
      ['request', request],
      ['response', answer],
    ])
  })

  it('traces an answer that it cannot read', async () => {
    const traced: TracedMessage[] = []
    const bad = Buffer.from('42007b0100000003', 'hex')
    const {client} = clientFor(() => bad, {onMessage: (message) => traced.push(message)})
    await expect(client.call(Activate, {})).rejects.toBeInstanceOf(TtlvError)
    expect(traced[1]).toEqual({direction: 'response', bytes: bad, node: undefined})
  })
})
