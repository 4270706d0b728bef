import {describe, expect, it} from 'vitest'
import {KmipError} from '../../../../src/kmip/error.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {RNGRetrieve} from '../../../../src/kmip/operations/rng-retrieve.ts'
import {handler, type AnyHandler} from '../../../../src/server/handler.ts'
import {handlers} from '../../../../src/server/handlers/index.ts'
import {OutsideResults, OutsideWork} from '../../../../src/server/objects/outside-work.ts'
import {aes, attributes, locate} from '../../../support/managed-objects.ts'
import {
  answerOf,
  createTestEngine,
  entry,
  identityOf,
  watchModes,
  type TestEngine,
} from '../../../support/test-engine.ts'

const create = {objectType: 'SymmetricKey', attributes: attributes(aes)} as const

/** An engine whose RNG Retrieve has its bytes made outside, by a function that notes what was going on. */
async function engineWith(work: (length: number) => Promise<Uint8Array>): Promise<TestEngine> {
  const retrieve: AnyHandler = handler(RNGRetrieve, async (context, {dataLength}) => ({
    data: await context.outside(`bytes ${dataLength}`, () => work(dataLength)),
  }))
  return createTestEngine({engine: {handlers: {...handlers, RNGRetrieve: retrieve}}})
}

describe('Work outside the transaction', () => {
  it('is done once, while no transaction is open, and its result reaches the handler', async () => {
    const open: boolean[] = []
    let transactions = 0
    const t = await engineWith(async (length) => {
      open.push(transactions > 0)
      return new Uint8Array(length).fill(7)
    })
    const {store} = t.engine
    for (const mode of ['read', 'transaction'] as const) {
      const begin = store[mode].bind(store) as (work: (access: never) => Promise<unknown>) => Promise<unknown>
      store[mode] = (async (work: (access: never) => Promise<unknown>) => {
        transactions++
        try {
          return await begin(work)
        } finally {
          transactions--
        }
      }) as never
    }
    expect((await t.call(RNGRetrieve, {dataLength: 3})).data).toEqual(Uint8Array.of(7, 7, 7))
    expect(open).toEqual([false])
  })

  it('runs the message again from the start, and nothing of the first run remains', async () => {
    const t = await engineWith(async (length) => new Uint8Array(length))
    const {batchItems = []} = await t.batch([entry(Create, create), entry(RNGRetrieve, {dataLength: 1})])
    const {uniqueIdentifier} = answerOf(Create, batchItems[0])
    expect(await locate(t)).toEqual([uniqueIdentifier])
  })

  it('is another piece of work each time that a batch asks for it', async () => {
    let calls = 0
    const t = await engineWith(async () => Uint8Array.of(++calls))
    const {batchItems = []} = await t.batch([1, 2, 1].map((dataLength) => entry(RNGRetrieve, {dataLength})))
    expect(batchItems.map((item) => answerOf(RNGRetrieve, item).data?.[0])).toEqual([1, 2, 3])
    expect(calls).toBe(3)
  })

  it('keeps its result when the message turns out to write', async () => {
    let calls = 0
    const t = await engineWith(async () => Uint8Array.of(++calls))
    const modes = watchModes(t)
    await t.batch([entry(RNGRetrieve, {dataLength: 1}), entry(Create, create)])
    expect(calls).toBe(1)
    expect(modes.at(-1)).toBe('transaction')
  })

  it('fails its batch item alone when it fails', async () => {
    const t = await engineWith(() => Promise.reject(new KmipError('CryptographicFailure', 'No luck')))
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const {batchItems = []} = await t.batch([entry(RNGRetrieve, {dataLength: 1}), entry(Create, create)], {header})
    expect(batchItems.map((item) => item.resultReason ?? item.resultStatus)).toEqual([
      'CryptographicFailure',
      'Success',
    ])
  })

  it('is never begun for a role that may not do the operation', async () => {
    let calls = 0
    const t = await engineWith(async () => Uint8Array.of(++calls))
    const options = {identity: identityOf('one', ['Create'])}
    expect(await t.reason(RNGRetrieve, {dataLength: 1}, options)).toBe('PermissionDenied')
    expect(calls).toBe(0)
  })
})

describe('The results of one message', () => {
  it('are thrown for until they are there', async () => {
    const results = new OutsideResults()
    const demand = () => results.beginRun()('key', async () => 1)
    const error: unknown = await demand().catch((thrown: unknown) => thrown)
    if (!(error instanceof OutsideWork)) throw new Error('Nothing was asked for')
    await error.perform()
    expect(await demand()).toBe(1)
  })
})
