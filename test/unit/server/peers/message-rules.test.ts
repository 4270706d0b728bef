import {describe, expect, it} from 'vitest'
import {decodeResponse} from '../../../../src/kmip/message/message.ts'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {DiscoverVersions} from '../../../../src/kmip/operations/discover-versions.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {credentialOf, credentialValues} from '../../../../src/kmip/structures/credential-values.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../../../src/ttlv/node.ts'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {itemsOf} from '../../../support/answer-faults.ts'
import {
  attributes,
  createActiveKey,
  createKey,
  hex,
  nameOf,
  rawKey,
  register,
  repeated,
  secret,
  aes,
} from '../../../support/managed-objects.ts'
import {requestNode} from '../../../support/request-node.ts'
import {answerOf, createTestEngine, entry} from '../../../support/test-engine.ts'

/** What the header of an answer has, by tag. */
function headerTags(answer: TtlvNode): number[] {
  const header = child(answer, Tag.ResponseHeader)
  return header?.type === ItemType.Structure ? header.value.map(({tag}) => tag) : []
}

describe('Rule 1: the header of an answer', () => {
  it.each(['1.0', '1.2', '1.4'] as const)(
    'has at %s version, time and count, and nothing that was not asked for',
    async (version) => {
      const t = await createTestEngine()
      const answer = await t.send(requestNode({operation: 0x18, payload: [], version}))
      expect(headerTags(answer)).toEqual([Tag.ProtocolVersion, Tag.TimeStamp, Tag.BatchCount])
    },
  )
})

describe('Rule 2: the size of an answer', () => {
  it('stays below the limit of clients with 8192 bytes, by a refusal if need be', async () => {
    const t = await createTestEngine()
    for (let count = 0; count < 800; count++) await register(t, secret('s'))
    const header = [{tag: Tag.MaximumResponseSize, type: ItemType.Integer, value: 8192}] as const
    const all = await t.send(requestNode({operation: 0x08, payload: [], version: '1.0', header}))
    expect(decodeResponse(all).batchItems?.[0]?.resultReason).toBe('ResponseTooLarge')
    expect(writeBinary(all).length).toBeLessThan(8192)
    const some = [{tag: Tag.MaximumItems, type: ItemType.Integer, value: 16}] as const
    const page = await t.send(requestNode({operation: 0x08, payload: some, version: '1.0', header}))
    expect(itemsOf(page, Tag.BatchItem)).toHaveLength(1)
    expect(decodeResponse(page).batchItems?.[0]?.resultStatus).toBe('Success')
  })
})

describe('Rule 3: operation and item identifier', () => {
  it.each([
    ['vCenter', '514c4b4301000000'],
    ['FortiGate', 'b90000000100000001000000'],
    ['kmipclient', '00000001'],
    ['Thales/kmip-go', '00112233445566778899aabbccddeeff'],
  ])('come back to %s on success and on failure', async (_, digits) => {
    const t = await createTestEngine()
    const uniqueBatchItemId = hex(digits)
    for (const item of [entry(Locate, {}), entry(Get, {uniqueIdentifier: 'nothing'})]) {
      const answer = await t.batch([{...item, uniqueBatchItemId}], {version: '1.1'})
      expect(answer.batchItems?.[0]).toMatchObject({operation: item.operation, uniqueBatchItemId})
    }
  })
})

describe('Rule 4: a failure', () => {
  it('always has a reason and a text', async () => {
    const t = await createTestEngine()
    const item = await t.refusal(Get, {uniqueIdentifier: '999'}, {version: '1.0'})
    expect(item).toMatchObject({resultReason: 'ItemNotFound', resultMessage: 'There is no object 999'})
  })
})

describe('Rule 5: a success', () => {
  it('has a payload even when there is nothing in it', async () => {
    const t = await createTestEngine()
    for (const item of [entry(Locate, {}), entry(Query, {})]) {
      const {batchItems} = await t.batch([item])
      expect(batchItems?.[0]?.payload).toEqual(structureNode(Tag.ResponsePayload, []))
    }
  })
})

describe('Rule 6: a search in pages', () => {
  it('of kmippp at 1.0 ends with an empty page, for Offset Items is honoured', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('n')})
    const [name] = Locate.request.encodeItems({attributes: attributes({Name: nameOf('n')})}, '1.0')
    if (name === undefined) throw new Error('No attribute')
    const page = async (offset: number) => {
      const items = [
        {tag: Tag.MaximumItems, type: ItemType.Integer, value: 16},
        {tag: Tag.OffsetItems, type: ItemType.Integer, value: offset},
      ] as const
      const {batchItems} = await t.batch([{operation: 'Locate', payload: [...items, name]}], {version: '1.0'})
      return answerOf(Locate, batchItems?.[0])
    }
    expect(await page(0)).toEqual({uniqueIdentifier: [id]})
    expect(await page(1)).toEqual({})
  })

  it('puts Located Items first, at 1.3 and later only', async () => {
    const t = await createTestEngine()
    await createKey(t)
    const payload = [{tag: Tag.OffsetItems, type: ItemType.Integer, value: 0}] as const
    const tags = async (version: '1.2' | '1.3') => {
      const answer = (await t.batch([{operation: 'Locate', payload}], {version})).batchItems?.[0]?.payload
      return answer?.type === ItemType.Structure ? answer.value.map(({tag}) => tag) : []
    }
    expect(await tags('1.3')).toEqual([Tag.LocatedItems, Tag.UniqueIdentifier])
    expect(await tags('1.2')).toEqual([Tag.UniqueIdentifier])
  })
})

describe('Rule 8: fields in order', () => {
  it('so that clients which read one field after the other can read a Get', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const {payload} = await t.refusal(Get, {uniqueIdentifier}, {version: '1.0'})
    if (payload?.type !== ItemType.Structure) throw new Error('No payload')
    expect(payload.value.map(({tag, type}) => [tag, type])).toEqual([
      [Tag.ObjectType, ItemType.Enumeration],
      [Tag.UniqueIdentifier, ItemType.TextString],
      [Tag.SymmetricKey, ItemType.Structure],
    ])
    const block = payload.value[2] && child(payload.value[2], Tag.KeyBlock)
    expect(block?.type === ItemType.Structure && block.value.map(({tag}) => tag)).toEqual([
      Tag.KeyFormatType,
      Tag.KeyValue,
      Tag.CryptographicAlgorithm,
      Tag.CryptographicLength,
    ])
  })
})

describe('Rule 17: Discover Versions', () => {
  it('gives Thales/kmip-go exactly the one version that it lists', async () => {
    const t = await createTestEngine()
    const one = [{major: 1, minor: 4}]
    expect((await t.call(DiscoverVersions, {protocolVersion: one})).protocolVersion).toEqual(one)
  })

  it('gives ovh/kmip-go the highest of its list first', async () => {
    const t = await createTestEngine()
    const listed = [4, 3, 2, 1, 0].map((minor) => ({major: 1, minor}))
    const answer = await t.call(DiscoverVersions, {protocolVersion: listed}, {version: '1.1'})
    expect(answer.protocolVersion?.[0]).toEqual({major: 1, minor: 4})
  })
})

describe('Rule 18: Query', () => {
  it('answers Synology all six functions at 1.2', async () => {
    const t = await createTestEngine()
    const payload = [1, 2, 3, 4, 5, 6].map((value) => ({tag: Tag.QueryFunction, type: ItemType.Enumeration, value}))
    const {batchItems} = await t.batch([{operation: 'Query', payload}], {version: '1.2'})
    const answer = answerOf(Query, batchItems?.[0])
    expect(answer.operation).toEqual(expect.arrayContaining(['Register', 'ModifyAttribute', 'Activate']))
    expect(answer.vendorIdentification).toBe('kmipctl')
  })

  it('lists for Krill at 1.0 nothing that 1.0 does not know', async () => {
    const t = await createTestEngine()
    const queryFunction = ['QueryOperations', 'QueryObjects', 'QueryServerInformation'] as const
    const {operation} = await t.call(Query, {queryFunction}, {version: '1.0'})
    expect(operation).toEqual(expect.arrayContaining(['Get', 'Activate', 'Revoke', 'Destroy', 'ModifyAttribute']))
    expect(operation).not.toContain('DiscoverVersions')
  })
})

describe('Rule 19: different versions from one client', () => {
  it('work on the same objects', async () => {
    const t = await createTestEngine()
    const request = {objectType: 'SymmetricKey', attributes: attributes(aes), object: rawKey(repeated(1, 32))} as const
    const {uniqueIdentifier} = await t.call(Register, request, {version: '1.4'})
    await t.call(Activate, {uniqueIdentifier}, {version: '1.0'})
    const {attributes: state} = await t.call(
      GetAttributes,
      {uniqueIdentifier, attributeReferences: ['State']},
      {version: '1.2'},
    )
    expect(state?.get('State')).toBe('Active')
  })
})

describe('Rule 24: batches', () => {
  it('of FortiGate: a miss is a success, different results per item, the rest goes on', async () => {
    const t = await createTestEngine()
    const id = await createKey(t, {Name: nameOf('a-b-t-ENC-AES-16')})
    const search = (name: string) =>
      entry(Locate, {maximumItems: 1, attributes: attributes({Name: nameOf(name)})}, '1.0')
    const items = [
      search('a-b-t-ENC-AES-16'),
      search('b-a-t-ENC-AES-16'),
      entry(Get, {uniqueIdentifier: 'x'}),
      entry(Get, {uniqueIdentifier: id}),
    ]
    const header = {
      batchErrorContinuationOption: 'Continue',
      batchOrderOption: true,
      maximumResponseSize: 65536,
    } as const
    const {batchItems = []} = await t.batch(items, {version: '1.0', header})
    expect(batchItems.map(({resultStatus}) => resultStatus)).toEqual([
      'Success',
      'Success',
      'OperationFailed',
      'Success',
    ])
    expect(answerOf(Locate, batchItems[0]).uniqueIdentifier).toEqual([id])
    expect(answerOf(Locate, batchItems[1])).toEqual({})
  })

  it('of old arrays: Query, Locate, Get and Get Attributes in one, the last two without identifier', async () => {
    const t = await createTestEngine()
    const id = await register(t, secret('s'), attributes({}, {'x-ResourceID': 'array', 'x-SystemID': '7'}))
    const search = attributes({}, {'x-ResourceID': 'array', 'x-SystemID': '7'})
    const items = [
      entry(Query, {queryFunction: ['QueryOperations']}),
      entry(Locate, {attributes: search}),
      entry(Get, {keyFormatType: 'Opaque'}),
      entry(GetAttributes, {attributeReferences: ['UniqueIdentifier', 'ObjectType', 'InitialDate', 'State']}),
    ]
    const {batchItems = []} = await t.batch(items, {version: '1.0'})
    expect(answerOf(Get, batchItems[2]).uniqueIdentifier).toBe(id)
    expect(answerOf(GetAttributes, batchItems[3]).attributes?.get('UniqueIdentifier')).toBe(id)
  })

  it('of Scylla: exactly two answers for Get and Get Attributes', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const items = [entry(Get, {uniqueIdentifier, keyFormatType: 'Raw'}), entry(GetAttributes, {uniqueIdentifier})]
    const {batchItems} = await t.batch(items, {header: {batchOrderOption: true}})
    expect(batchItems?.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'Success'])
  })
})

describe('Rule 25: a credential in the message', () => {
  const credential = (username: string) => [
    credentialOf(credentialValues.UsernameAndPassword, {username, password: 'p'}),
  ]

  it.each([
    ['ignore', 'fortigate', 'Success'],
    ['match', 'fortigate', 'OperationFailed'],
    ['match', 'tester', 'Success'],
    ['require', 'tester', 'Success'],
  ] as const)('is, where the operator says %s, for %s a %s', async (messageCredential, username, resultStatus) => {
    const t = await createTestEngine({policy: {messageCredential}})
    const header = {authentication: {credential: credential(username)}}
    const {batchItems} = await t.batch([entry(Locate, {})], {version: '1.0', header})
    expect(batchItems?.[0]?.resultStatus).toBe(resultStatus)
  })

  it('may be left out unless the operator requires it', async () => {
    for (const [messageCredential, resultReason] of [
      ['ignore', undefined],
      ['match', undefined],
      ['require', 'AuthenticationNotSuccessful'],
    ] as const) {
      const t = await createTestEngine({policy: {messageCredential}})
      const {batchItems} = await t.batch([entry(Locate, {})], {version: '1.0'})
      expect(batchItems?.[0]?.resultReason).toBe(resultReason)
    }
  })
})

describe('Rule 28: unknown or misplaced fields', () => {
  it('are ignored: a compression of symmetric keys, paging at 1.0, tags of vendors', async () => {
    const t = await createTestEngine()
    const key = rawKey(repeated(1, 32))
    const keyBlock = {...key.value.keyBlock, keyCompressionType: 'ECPublicKeyTypeUncompressed'} as const
    const uniqueIdentifier = await register(t, {...key, value: {keyBlock}}, aes, {version: '1.0'})
    const {object} = await t.call(Get, {uniqueIdentifier}, {version: '1.0'})
    expect(object.value).not.toHaveProperty('keyBlock.keyCompressionType')
    const vendors = structureNode(0x540001, [{tag: 0x540002, type: ItemType.TextString, value: 'v'}])
    const {batchItems} = await t.batch([{operation: 'Locate', payload: [vendors]}], {version: '1.0'})
    expect(batchItems?.[0]?.resultStatus).toBe('Success')
  })
})
