import {describe, expect, it} from 'vitest'
import {generateCredential} from '../../src/administration/issue-credential.ts'
import {revokeCredential} from '../../src/administration/credentials.ts'
import {requestMessage} from '../../src/client/request-message.ts'
import {decodeResponse, type ResponseMessage} from '../../src/kmip/message/message.ts'
import {Activate} from '../../src/kmip/operations/activate.ts'
import {AddAttribute} from '../../src/kmip/operations/add-attribute.ts'
import {Create} from '../../src/kmip/operations/create.ts'
import {DiscoverVersions} from '../../src/kmip/operations/discover-versions.ts'
import {Get} from '../../src/kmip/operations/get.ts'
import {Locate} from '../../src/kmip/operations/locate.ts'
import {Query} from '../../src/kmip/operations/query.ts'
import type {Operation, RequestOf, ResponseOf} from '../../src/kmip/schema/operation.ts'
import {Operation as OperationCode} from '../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {kmipVocabulary} from '../../src/kmip/spec/vocabulary.ts'
import {handler} from '../../src/server/handler.ts'
import {handlers} from '../../src/server/handlers/index.ts'
import {keyBlockOf} from '../../src/server/objects/key-material.ts'
import {readBinary} from '../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {readJson} from '../../src/ttlv/json-reader.ts'
import {writeJson} from '../../src/ttlv/json-writer.ts'
import {defaultLimits} from '../../src/ttlv/limits.ts'
import {ItemType, structureNode, type TtlvNode} from '../../src/ttlv/node.ts'
import {readXml} from '../../src/ttlv/xml-reader.ts'
import {writeXml} from '../../src/ttlv/xml-writer.ts'
import {
  httpClient,
  rawConnection,
  runHttpsServer,
  type HttpClient,
  type HttpsServerUnderTest,
} from '../support/https-client.ts'
import {aes, attributes, nameOf} from '../support/managed-objects.ts'
import {requestNode} from '../support/request-node.ts'
import {numbersOf, request} from '../support/running-server.ts'

const octets = 'application/octet-stream'

function messageOf<Op extends Operation>(operation: Op, content: RequestOf<Op>): TtlvNode {
  return requestMessage([{operation, request: content}], {version: '1.2', header: {}, now: () => new Date()})
}

function decoded(body: Uint8Array): ResponseMessage {
  return decodeResponse(readBinary(body))
}

function payloadOf<Op extends Operation>(operation: Op, body: Uint8Array): ResponseOf<Op> {
  const [item] = decoded(body).batchItems ?? []
  if (item?.resultStatus !== 'Success' || item.payload?.type !== ItemType.Structure) {
    throw new Error(`${operation.name} failed: ${String(item?.resultReason)} ${item?.resultMessage}`)
  }
  return operation.response.decodeItems(item.payload.value) as ResponseOf<Op>
}

async function call<Op extends Operation>(client: HttpClient, operation: Op, content: RequestOf<Op>) {
  const {body} = await client.send({body: writeBinary(messageOf(operation, content))})
  return payloadOf(operation, body)
}

async function stillServes(test: HttpsServerUnderTest): Promise<void> {
  using client = httpClient(test)
  expect((await client.send({body: request()})).status).toBe(200)
}

describe('Rule 27: a second transport, HTTPS POST /kmip', () => {
  it('serves a key as an appliance like VAST uses it, over one connection', async () => {
    await using test = await runHttpsServer()
    using client = httpClient(test)
    const name = nameOf('VAST_EKM_KEY_2_6f1c_1')
    const {protocolVersion} = await call(client, DiscoverVersions, {})
    expect(protocolVersion?.[0]).toEqual({major: 2, minor: 1})
    const created = await call(client, Create, {
      objectType: 'SymmetricKey',
      attributes: attributes({...aes, OperationPolicyName: 'default'}),
    })
    const {uniqueIdentifier} = created
    await call(client, AddAttribute, {uniqueIdentifier, newAttribute: {key: 'Name', index: undefined, value: name}})
    await call(client, AddAttribute, {
      uniqueIdentifier,
      newAttribute: {key: 'ObjectGroup', index: undefined, value: 'VAST-EKM-GROUP-0'},
    })
    await call(client, AddAttribute, {
      uniqueIdentifier,
      newAttribute: {key: 'OperationPolicyName', index: undefined, value: 'default'},
    })
    await call(client, Activate, {uniqueIdentifier})
    const pattern = Locate.request.encodeItems({maximumItems: 1, attributes: attributes({Name: name})}, '1.2')
    const inTemplate = [
      ...pattern.filter(({tag}) => tag !== Tag.Attribute),
      structureNode(
        Tag.TemplateAttribute,
        pattern.filter(({tag}) => tag === Tag.Attribute),
      ),
    ]
    const located = await client.send({
      body: writeBinary(
        requestNode({operation: OperationCode.valueOf('Locate') ?? 0, payload: inTemplate, version: '1.2'}),
      ),
    })
    expect(payloadOf(Locate, located.body).uniqueIdentifier).toEqual([uniqueIdentifier])
    const {object} = await call(client, Get, {uniqueIdentifier})
    expect(keyBlockOf(object)).toMatchObject({cryptographicLength: 256, keyValue: {keyMaterial: {length: 32}}})
    expect(located.reused).toBe(true)
    // The same object over TTLV without HTTP
    const other = await test.connect()
    const answer = await other.ask(writeBinary(messageOf(Get, {uniqueIdentifier})))
    expect(answer.batchItems?.[0]?.resultStatus).toBe('Success')
  })

  it('answers with Content-Length, Cache-Control and the media type of the request', async () => {
    await using test = await runHttpsServer()
    using client = httpClient(test)
    const {status, headers, body} = await client.send({body: request(3), type: `${octets}; charset=binary`})
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': octets,
      'content-length': String(body.length),
      'cache-control': 'no-cache',
      connection: 'keep-alive',
    })
    expect(headers).not.toHaveProperty('transfer-encoding')
    expect(numbersOf([decoded(body)])).toEqual([3])
  })

  it.each([
    ['text/xml', writeXml, readXml],
    ['application/xml', writeXml, readXml],
    ['text/xml; charset=utf-8', writeXml, readXml],
    ['application/json', writeJson, readJson],
    ['Application/JSON', writeJson, readJson],
  ] as const)('answers Query in %s in kind', async (type, write, read) => {
    await using test = await runHttpsServer()
    using client = httpClient(test)
    const query = messageOf(Query, {queryFunction: ['QueryOperations', 'QueryServerInformation']})
    const {status, headers, body} = await client.send({type, body: write(query, kmipVocabulary)})
    expect(status).toBe(200)
    expect(headers['content-type']).toBe(type.replace(/;.*/, '').toLowerCase())
    const answer = read(body.toString('utf8'), kmipVocabulary)
    expect(decodeResponse(answer).header.protocolVersion).toEqual({major: 1, minor: 2})
    expect(payloadOf(Query, writeBinary(answer))).toMatchObject({
      operation: expect.arrayContaining(['Create', 'Get']),
      vendorIdentification: 'kmipctl',
    })
  })

  it.each([
    [octets, '42007801000000', 'hex', (body: Buffer) => readBinary(body)],
    [octets, '', 'utf8', (body: Buffer) => readBinary(body)],
    ['text/xml', '<RequestMessage>', 'utf8', (body: Buffer) => readXml(body.toString(), kmipVocabulary)],
    ['text/xml', '<!DOCTYPE a><a/>', 'utf8', (body: Buffer) => readXml(body.toString(), kmipVocabulary)],
    ['application/json', '{"tag":', 'utf8', (body: Buffer) => readJson(body.toString(), kmipVocabulary)],
    ['application/json', '7bff7d', 'hex', (body: Buffer) => readJson(body.toString(), kmipVocabulary)],
  ] as const)('answers a malformed %s message (%s) with Invalid Message in kind', async (type, text, form, read) => {
    await using test = await runHttpsServer()
    using client = httpClient(test)
    const {status, body} = await client.send({type, body: Buffer.from(text, form)})
    expect(status).toBe(200)
    expect(decodeResponse(read(body)).batchItems?.[0]).toMatchObject({
      resultStatus: 'OperationFailed',
      resultReason: 'InvalidMessage',
      resultMessage: expect.stringMatching(/\w/),
    })
    expect((await test.log.entry('Request refused: ')).level).toBe(40)
    expect((await client.send({body: request()})).reused).toBe(true)
  })

  it('says so when XML cannot carry the answer, in the version of the request', async () => {
    const odd = handler(Activate, async () => ({uniqueIdentifier: 'bell \u0007'}))
    await using test = await runHttpsServer({handlers: {...handlers, Activate: odd}})
    using client = httpClient(test)
    const body = writeXml(messageOf(Activate, {uniqueIdentifier: 'a'}), kmipVocabulary)
    const answer = await client.send({type: 'text/xml', body})
    const message = decodeResponse(readXml(answer.body.toString(), kmipVocabulary))
    expect(message.header.protocolVersion).toEqual({major: 1, minor: 2})
    expect(message.batchItems?.[0]).toMatchObject({
      resultReason: 'GeneralFailure',
      resultMessage: expect.stringContaining('U+0007, which XML cannot carry'),
    })
  })

  it.each([
    ['another path', {path: '/'}, 404, {}],
    ['a path below', {path: '/kmip/'}, 404, {}],
    ['a query', {path: '/kmip?a=b'}, 404, {}],
    ['GET', {method: 'GET'}, 405, {allow: 'POST'}],
    ['PUT', {method: 'PUT', body: request()}, 405, {allow: 'POST'}],
    ['another media type', {type: 'text/plain', body: request()}, 415, {}],
    ['no media type', {type: undefined, body: request()}, 415, {}],
  ])('refuses %s, notes it, and keeps the connection', async (_, message, status, headers) => {
    await using test = await runHttpsServer()
    using client = httpClient(test)
    const answer = await client.send(message)
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({'cache-control': 'no-cache', ...headers})
    expect(answer.body.toString()).toMatch(/^[A-Z].*\n$/)
    expect(await test.log.entry('Request refused')).toMatchObject({level: 40, status})
    const next = await client.send({body: request(2)})
    expect(next.reused).toBe(true)
    expect(numbersOf([decoded(next.body)])).toEqual([2])
  })

  it.each([
    ['announced', {}],
    ['not announced', {'Transfer-Encoding': 'chunked'}],
  ])('refuses a body over the limit whose length is %s, and takes one of just the limit', async (_, headers) => {
    const messageSize = request().length
    await using test = await runHttpsServer({limits: {ttlv: {...defaultLimits, messageSize}}})
    using client = httpClient(test)
    const refused = await client.send({headers, body: Buffer.alloc(messageSize + 1)})
    expect(refused.status).toBe(413)
    expect(refused.body.toString()).toBe(`The message exceeds the limit of ${messageSize} bytes\n`)
    expect((await client.send({headers, body: request()})).status).toBe(200)
  })

  it('does not take in what is announced to be too long', async () => {
    await using test = await runHttpsServer()
    using raw = await rawConnection(test)
    raw.send(`POST /kmip HTTP/1.1\r\nContent-Type: ${octets}\r\nContent-Length: 99999999999\r\n\r\n`)
    expect(await raw.received('\n\r\n')).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('closes on a client without a certificate, before any HTTP', async () => {
    await using test = await runHttpsServer()
    using client = httpClient(test, {credential: undefined})
    await expect(client.send({body: request()})).rejects.toMatchObject({code: expect.stringMatching(/^(ECONN|EPIPE)/)})
    expect((await test.log.entry('the client presented no certificate')).level).toBe(40)
    await stillServes(test)
  })

  it('refuses a revoked credential from the next request on and closes', async () => {
    await using test = await runHttpsServer()
    const made = await generateCredential(test.store, {scope: 'app', role: 'admin', now: new Date()})
    using client = httpClient(test, made)
    expect(decoded((await client.send({body: request()})).body).batchItems?.[0]?.resultStatus).toBe('Success')
    await revokeCredential(test.store, {serialNumber: made.description.serialNumber}, new Date())
    const refused = await client.send({
      type: 'application/json',
      body: writeJson(readBinary(request()), kmipVocabulary),
    })
    expect(refused).toMatchObject({status: 200, reused: true, headers: {connection: 'close'}})
    const answer = decodeResponse(readJson(refused.body.toString(), kmipVocabulary))
    expect(answer.batchItems?.[0]).toMatchObject({
      resultReason: 'AuthenticationNotSuccessful',
      resultMessage: `Authentication failed: credential ${made.description.serialNumber} is revoked`,
    })
    await test.log.entry('is revoked')
    await stillServes(test)
  })

  it('writes the same line about a request as without HTTP', async () => {
    await using test = await runHttpsServer({logRequests: true, logLevel: 'info'})
    using client = httpClient(test)
    await client.send({body: writeBinary(messageOf(Activate, {uniqueIdentifier: 'some-id'}))})
    expect(await test.log.entry('Request')).toMatchObject({
      peer: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      role: 'admin',
      operations: ['Activate'],
      objects: ['some-id'],
      results: ['ItemNotFound'],
    })
  })
})
