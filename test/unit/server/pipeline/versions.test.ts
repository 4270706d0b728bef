import {describe, expect, it} from 'vitest'
import {decodeResponse} from '../../../../src/kmip/message/message.ts'
import {Operation as OperationEnumeration} from '../../../../src/kmip/spec/enumerations.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {protocolVersionOf} from '../../../../src/kmip/spec/version.ts'
import {announcedVersion} from '../../../../src/server/pipeline/announced-version.ts'
import {refuseMessage} from '../../../../src/server/pipeline/process-message.ts'
import {KmipError} from '../../../../src/kmip/error.ts'
import {ItemType, structureNode} from '../../../../src/ttlv/node.ts'
import {attributes, aes, maskOf, nameOf, rawKey, register, repeated} from '../../../support/managed-objects.ts'
import {protocolVersion, requestNode} from '../../../support/request-node.ts'
import {at, createTestEngine, entry, start} from '../../../support/test-engine.ts'

const versions = ['1.0', '1.1', '1.2', '1.3', '1.4', '2.0', '2.1'] as const
const query = OperationEnumeration.valueOf('Query') ?? 0

describe.each(versions)('At %s', (version) => {
  it('the answer has the version of the request and the time of the server', async () => {
    const t = await createTestEngine()
    t.setNow(at(7))
    const {header} = await t.batch([entry(Query, {})], {version})
    const {serverCorrelationValue, ...rest} = header
    expect(rest).toEqual({protocolVersion: protocolVersionOf(version), timeStamp: at(7), batchCount: 1})
    expect(typeof serverCorrelationValue).toBe(version.startsWith('2.') ? 'string' : 'undefined')
  })

  it('the attributes of an object with everything are those that the version knows', async () => {
    const t = await createTestEngine()
    const set = attributes(
      {
        ...aes,
        CryptographicUsageMask: maskOf('Encrypt', 'Decrypt', 'WrapKey', 'TranslateEncrypt'),
        Name: nameOf('n'),
        Comment: 'new in 1.4',
        Description: 'new in 1.4',
        AlternativeName: {alternativeNameValue: 'a', alternativeNameType: 'UninterpretedTextString'},
        Link: {linkType: 'PKCS_12PasswordLink', linkedObjectIdentifier: 'other'},
        CryptographicParameters: {
          blockCipherMode: 'AEAD',
          hashingAlgorithm: 'SHA3_512',
          cryptographicAlgorithm: 'AES',
          tagLength: 16,
          maskGenerator: 'MGF1',
        },
        UsageLimits: {usageLimitsTotal: 1n, usageLimitsUnit: 'Byte'},
      },
      {'x-Custom': 'text'},
    )
    const uniqueIdentifier = await register(t, rawKey(repeated(5, 32)), set)
    // The engine of the tests looks for newer parts in every answer.
    const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier}, {version})
    expect(all?.keys()).toEqual(expect.arrayContaining(['Name', 'State', 'Digest', 'UsageLimits', 'x:Custom']))
    expect(all?.has('Comment')).toBe(version >= '1.4')
    expect(all?.has('Fresh')).toBe(version !== '1.0')
    expect(all?.has('Link')).toBe(version >= '1.4')
  })

  it('a number that is no operation is echoed with Operation Not Supported', async () => {
    const t = await createTestEngine()
    for (const operation of [0x99, 0x80000001, 0xffffffff]) {
      const {batchItems} = decodeResponse(await t.send(requestNode({operation, payload: [], version})))
      expect(batchItems?.[0]).toMatchObject({operation, resultReason: 'OperationNotSupported'})
      expect(batchItems?.[0]?.resultMessage).toContain(`0x${operation.toString(16)}`)
    }
  })

  it('an operation that has no handler is named', async () => {
    const t = await createTestEngine({engine: {handlers: {}}})
    const {batchItems} = await t.batch([{operation: 'CreateKeyPair', payload: []}], {version})
    expect(batchItems?.[0]).toEqual({
      operation: 'CreateKeyPair',
      resultStatus: 'OperationFailed',
      resultReason: 'OperationNotSupported',
      resultMessage: `Operation Create Key Pair is not supported at KMIP ${version}`,
    })
  })
})

describe('A client correlation value', () => {
  it.each(['1.0', '1.1', '1.2', '1.3'] as const)('is answered with none at %s', async (version) => {
    const t = await createTestEngine()
    const header = [{tag: Tag.ClientCorrelationValue, type: ItemType.TextString, value: 'mine'}] as const
    const answer = decodeResponse(await t.send(requestNode({operation: query, payload: [], version, header})))
    expect(answer.header).not.toHaveProperty('serverCorrelationValue')
  })

  it('is answered with one of the server at 1.4, different each time', async () => {
    const t = await createTestEngine()
    const ask = () => t.batch([entry(Query, {})], {header: {clientCorrelationValue: 'mine'}})
    const [first, second] = [(await ask()).header, (await ask()).header]
    expect(first.serverCorrelationValue).toMatch(/./)
    expect(second.serverCorrelationValue).not.toBe(first.serverCorrelationValue)
    expect(first).not.toHaveProperty('clientCorrelationValue')
    expect((await t.batch([entry(Query, {})])).header).not.toHaveProperty('serverCorrelationValue')
  })

  it.each(['2.0', '2.1'] as const)(
    'leaves an exchange its name at %s; others get one of the server',
    async (version) => {
      const t = await createTestEngine()
      const {header} = await t.batch([entry(Query, {})], {version, header: {clientCorrelationValue: 'mine'}})
      expect(header).not.toHaveProperty('serverCorrelationValue')
      const [first, second] = [
        await t.batch([entry(Query, {})], {version}),
        await t.batch([entry(Query, {})], {version}),
      ]
      expect(first.header.serverCorrelationValue).toMatch(/./)
      expect(second.header.serverCorrelationValue).not.toBe(first.header.serverCorrelationValue)
    },
  )
})

describe('A message of a version that the server does not speak', () => {
  it.each([
    [{major: 2, minor: 2}, '2.1'],
    [{major: 3, minor: 0}, '2.1'],
    [{major: 9, minor: 9}, '2.1'],
    [{major: 1, minor: 9}, '1.4'],
    [{major: 0, minor: 1}, '2.1'],
  ] as const)('%j is refused in %s, with what the server speaks', async (version, answered) => {
    const t = await createTestEngine()
    const answer = decodeResponse(await t.send(requestNode({operation: query, payload: [], version})))
    expect(answer.header.protocolVersion).toEqual(protocolVersionOf(answered))
    expect(answer.batchItems).toEqual([
      {
        resultStatus: 'OperationFailed',
        resultReason: answered === '1.4' ? 'InvalidMessage' : 'UnsupportedProtocolVersion',
        resultMessage: `Protocol version ${version.major}.${version.minor} is not supported, this server speaks 2.1, 2.0, 1.4, 1.3, 1.2, 1.1, 1.0`,
      },
    ])
  })

  it('is refused for its version also where the rest of its header is unlike any known', async () => {
    const t = await createTestEngine()
    const header = structureNode(Tag.RequestHeader, [protocolVersion({major: 3, minor: 0})])
    const answer = decodeResponse(await t.send(structureNode(Tag.RequestMessage, [header])))
    expect(answer.batchItems?.[0]?.resultMessage).toContain('Protocol version 3.0')
  })
})

describe('The version of an answer to nonsense', () => {
  const supported = ['1.4', '1.3', '1.2', '1.1', '1.0'] as const

  it('is that of the request where there is one', () => {
    expect(announcedVersion(requestNode({operation: 1, payload: [], version: '1.1'}), supported)).toBe('1.1')
  })

  it('is the newest of the same major version, else the newest', () => {
    const request = (version: {major: number; minor: number}) => requestNode({operation: 1, payload: [], version})
    expect(announcedVersion(request({major: 1, minor: 7}), supported)).toBe('1.4')
    expect(announcedVersion(request({major: 1, minor: 7}), ['2.1', '2.0', '1.2'])).toBe('1.2')
    expect(announcedVersion(request({major: 2, minor: 5}), ['2.1', '2.0', '1.2'])).toBe('2.1')
    expect(announcedVersion(request({major: 7, minor: 0}), ['2.1', '2.0', '1.2'])).toBe('2.1')
  })

  it.each([
    undefined,
    structureNode(Tag.RequestMessage, []),
    structureNode(Tag.RequestMessage, [structureNode(Tag.RequestHeader, [])]),
  ])('is the newest where there is none', (node) => {
    expect(announcedVersion(node, supported)).toBe('1.4')
  })

  it('is told to a peer whose bytes are no message', async () => {
    const t = await createTestEngine()
    const answer = decodeResponse(refuseMessage(t.engine, undefined, new KmipError('InvalidMessage', 'No message')))
    expect(answer).toEqual({
      header: {protocolVersion: {major: 1, minor: 4}, timeStamp: start, batchCount: 1},
      batchItems: [{resultStatus: 'OperationFailed', resultReason: 'InvalidMessage', resultMessage: 'No message'}],
    })
  })
})
