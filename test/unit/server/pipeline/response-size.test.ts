import {describe, expect, it} from 'vitest'
import {writeBinary} from '../../../../src/ttlv/binary-writer.ts'
import {encodeResponse} from '../../../../src/kmip/message/message.ts'
import type {RequestHeader} from '../../../../src/kmip/message/header.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {
  aes,
  attributeOf,
  attributes,
  createKey,
  hex,
  locate,
  opaque,
  register,
} from '../../../support/managed-objects.ts'
import {createTestEngine, entry, type BatchEntry, type TestEngine} from '../../../support/test-engine.ts'

/** Size of the answer without any limit, in bytes. */
async function sizeOf(t: TestEngine, items: readonly BatchEntry[]): Promise<number> {
  return writeBinary(encodeResponse(await t.batch(items), '1.4')).length
}

const queries = entry(Query, {queryFunction: ['QueryOperations', 'QueryObjects', 'QueryServerInformation']})

describe('The answer to a batch', () => {
  it('does not outgrow the server, however often its items have the same data put out', async () => {
    const t = await createTestEngine({engine: {largestBatchAnswer: 5000}})
    const get = entry(Get, {uniqueIdentifier: await register(t, opaque('x'.repeat(1000)))})
    const items = Array.from({length: 9}, () => get)
    const statuses = async (header: Partial<RequestHeader>) =>
      (await t.batch(items, {header})).batchItems?.map((item) => item.resultReason ?? item.resultStatus)
    const four = Array.from({length: 4}, () => 'Success')
    expect(await statuses({})).toEqual([...four, 'ResponseTooLarge'])
    expect(await statuses({maximumResponseSize: 1_000_000})).toEqual([...four, 'ResponseTooLarge'])
    expect(await statuses({maximumResponseSize: 1_000})).toEqual(['ResponseTooLarge'])
  })

  it('has as much room as it needs for a single item', async () => {
    const t = await createTestEngine({engine: {largestBatchAnswer: 500}})
    await t.call(Get, {uniqueIdentifier: await register(t, opaque('x'.repeat(1000)))})
  })
})

describe('Maximum Response Size', () => {
  it('lets an answer through that has exactly this size, and none that has a byte more', async () => {
    const t = await createTestEngine()
    const size = await sizeOf(t, [queries])
    const exact = await t.batch([queries], {header: {maximumResponseSize: size}})
    expect(exact.batchItems?.[0]?.resultStatus).toBe('Success')
    const short = await t.batch([queries], {header: {maximumResponseSize: size - 1}})
    expect(short.batchItems?.[0]).toEqual({
      operation: 'Query',
      resultStatus: 'OperationFailed',
      resultReason: 'ResponseTooLarge',
      resultMessage: 'The answer exceeds the Maximum Response Size of the request, or what the server allows',
    })
  })

  it('counts the items of a batch together', async () => {
    const t = await createTestEngine()
    const size = await sizeOf(t, [queries, queries])
    const header = {maximumResponseSize: size - 8, batchErrorContinuationOption: 'Continue'} as const
    const {batchItems} = await t.batch([queries, {...queries, uniqueBatchItemId: hex('0a0b')}], {header})
    expect(batchItems?.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'OperationFailed'])
    expect(batchItems?.[1]).toMatchObject({uniqueBatchItemId: hex('0a0b'), resultReason: 'ResponseTooLarge'})
  })

  it('is known to all versions', async () => {
    const t = await createTestEngine()
    const options = {version: '1.0', header: {maximumResponseSize: 150}} as const
    expect((await t.batch([queries], options)).batchItems?.[0]?.resultReason).toBe('ResponseTooLarge')
  })

  it('is no obstacle to small answers and to failures', async () => {
    const t = await createTestEngine()
    const header = {maximumResponseSize: 256}
    expect((await t.batch([entry(Locate, {})], {header})).batchItems?.[0]?.resultStatus).toBe('Success')
    const missing = entry(Get, {uniqueIdentifier: 'nothing'})
    expect((await t.batch([missing], {header})).batchItems?.[0]?.resultReason).toBe('ItemNotFound')
  })

  it('leaves nothing behind of an operation whose answer was too large', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const header = {maximumResponseSize: 130}
    const created = entry(Create, {objectType: 'SymmetricKey', attributes: attributes(aes)})
    expect((await t.batch([created], {header})).batchItems?.[0]?.resultReason).toBe('ResponseTooLarge')
    const got = entry(Get, {uniqueIdentifier})
    expect((await t.batch([got], {header})).batchItems?.[0]?.resultReason).toBe('ResponseTooLarge')
    expect(await locate(t)).toEqual([uniqueIdentifier])
    expect(await attributeOf(t, uniqueIdentifier, 'Fresh')).toBe(true)
  })

  it('takes the ID Placeholder back that such an operation set, also in a batch that only reads', async () => {
    const t = await createTestEngine()
    const first = await register(t, opaque('one'))
    for (let count = 0; count < 30; count++) await register(t, opaque('other'))
    const one = entry(Locate, {attributes: attributes({UniqueIdentifier: first})})
    const tooMany = entry(Locate, {})
    const header = {maximumResponseSize: 450, batchErrorContinuationOption: 'Continue'} as const
    const {batchItems} = await t.batch([one, tooMany, entry(Get, {})], {header})
    expect(batchItems?.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'OperationFailed', 'Success'])
  })
})
