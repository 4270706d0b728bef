import {describe, expect, it} from 'vitest'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Hash} from '../../../../src/kmip/operations/hash.ts'
import {MAC} from '../../../../src/kmip/operations/mac.ts'
import {MACVerify} from '../../../../src/kmip/operations/mac-verify.ts'
import {handler} from '../../../../src/server/handler.ts'
import {handlers} from '../../../../src/server/handlers/index.ts'
import {gatheredStream} from '../../../../src/server/cryptography/gathered-stream.ts'
import {createActiveKey, repeated, utf8} from '../../../support/managed-objects.ts'
import {at, createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const cryptographicParameters = {hashingAlgorithm: 'SHA_256'} as const
const mebibyte = 1024 * 1024

/** An operation without a key that answers with all that it was given. */
const echo = handler(Hash, async (context, request) => {
  const stream = await gatheredStream(context, request, 'Hash')
  const opening = stream.opening ?? {cryptographicParameters: request.cryptographicParameters}
  const parts = await stream.take(request.data instanceof Uint8Array ? request.data : undefined, opening)
  if (parts === undefined) return {correlationValue: stream.correlationValue}
  return {data: Buffer.concat(parts)}
})

/** An operation with a key that answers with what its first request said. */
const opened = handler(MAC, async (context, request) => {
  const stream = await gatheredStream(context, request, 'MAC')
  const object = await context.target(stream.reference)
  const opening = stream.opening ?? {uniqueIdentifier: object.id, macData: utf8('from the first request')}
  const parts = await stream.take(request.data instanceof Uint8Array ? request.data : undefined, opening)
  if (parts === undefined) return {uniqueIdentifier: object.id, correlationValue: stream.correlationValue}
  return {uniqueIdentifier: object.id, macData: opening.macData}
})

const other = handler(MACVerify, async (context, request) => {
  await gatheredStream(context, request, 'MACVerify')
  return {uniqueIdentifier: ''}
})

function createEngine(): Promise<TestEngine> {
  return createTestEngine({engine: {handlers: {...handlers, Hash: echo, MAC: opened, MACVerify: other}}})
}

/** Sends the parts one after the other; the answer is the last one's data. */
async function gather(t: TestEngine, parts: readonly Uint8Array[]): Promise<Uint8Array | undefined> {
  let correlationValue: Uint8Array | undefined
  for (const [index, data] of parts.entries()) {
    const first = index === 0 ? {initIndicator: true} : {correlationValue}
    const finalIndicator = index === parts.length - 1
    const answer = await t.call(Hash, {cryptographicParameters, data, ...first, finalIndicator})
    if (finalIndicator) return answer.data
    correlationValue = answer.correlationValue
  }
  return undefined
}

async function kept(t: TestEngine, correlationValue: Uint8Array, record?: number): Promise<boolean> {
  const id = Buffer.from(correlationValue).toString('hex') + (record === undefined ? '' : `/${record}`)
  return t.engine.store.read(async ({continuations}) => (await continuations.get('one', id)) !== undefined)
}

describe('A gathered stream', () => {
  it.each([
    ['few small parts', [utf8('a'), utf8('b'), utf8('c')]],
    ['an empty part', [utf8('a'), repeated(0, 0), utf8('c')]],
    ['many parts that fill records of their own', Array.from({length: 20}, (_, index) => repeated(index, 10_000))],
    ['parts that are larger than a record', [repeated(1, 100_000), repeated(2, 1), repeated(3, 100_000)]],
  ] as const)('gives back %s in their order', async (_, parts) => {
    const t = await createEngine()
    expect(await gather(t, parts)).toEqual(Uint8Array.from(Buffer.concat(parts)))
  })

  it('of one request needs no store and gives no Correlation Value', async () => {
    const t = await createEngine()
    const data = utf8('alone')
    expect(await t.call(Hash, {cryptographicParameters, data})).toEqual({data})
    expect(await t.call(Hash, {cryptographicParameters, data, initIndicator: true, finalIndicator: true})).toEqual({
      data,
    })
  })

  it('has one Correlation Value until its last request, and leaves nothing in the store then', async () => {
    const t = await createEngine()
    const data = repeated(1, 40_000)
    const {correlationValue = repeated(0, 0)} = await t.call(Hash, {cryptographicParameters, data, initIndicator: true})
    expect(await t.call(Hash, {cryptographicParameters, data, correlationValue})).toEqual({correlationValue})
    expect(await kept(t, correlationValue, 1)).toBe(true)
    const ended = await t.call(Hash, {cryptographicParameters, correlationValue, finalIndicator: true})
    expect(ended).toEqual({data: repeated(1, 80_000)})
    expect(await kept(t, correlationValue)).toBe(false)
    expect(await kept(t, correlationValue, 0)).toBe(false)
    expect(await t.reason(Hash, {cryptographicParameters, data, correlationValue})).toBe('ItemNotFound')
  })

  it('keeps what its first request said, and the key', async () => {
    const t = await createEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const {correlationValue} = await t.call(MAC, {uniqueIdentifier, initIndicator: true})
    const ended = await t.call(MAC, {correlationValue, finalIndicator: true})
    expect(ended).toEqual({uniqueIdentifier, macData: utf8('from the first request')})
  })

  it('is forgotten a day after its first request, and swept away by the next stream', async () => {
    const t = await createEngine()
    const begin = {cryptographicParameters, data: repeated(1, 40_000), initIndicator: true} as const
    const {correlationValue = repeated(0, 0)} = await t.call(Hash, begin)
    t.setNow(at(24 * 60 * 60))
    await t.call(Hash, {cryptographicParameters, data: utf8('b'), correlationValue})
    t.setNow(at(24 * 60 * 60 + 1))
    expect(await t.reason(Hash, {cryptographicParameters, correlationValue, finalIndicator: true})).toBe('ItemNotFound')
    expect(await kept(t, correlationValue, 0)).toBe(true)
    await t.call(Hash, begin)
    expect(await kept(t, correlationValue)).toBe(false)
    expect(await kept(t, correlationValue, 0)).toBe(false)
  })
})

describe('A gathered stream refuses', () => {
  it('to go on with another operation, key, scope or other parameters', async () => {
    const t = await createEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const {correlationValue} = await t.call(MAC, {uniqueIdentifier, data: utf8('a'), initIndicator: true})
    const part = {correlationValue, data: utf8('b')}
    expect(await t.reason(MACVerify, part)).toBe('ItemNotFound')
    expect(await t.reason(Encrypt, part)).toBe('ItemNotFound')
    expect(await t.reason(Hash, {...part, cryptographicParameters})).toBe('ItemNotFound')
    expect(await t.reason(MAC, {...part, uniqueIdentifier: await createActiveKey(t)})).toBe('ItemNotFound')
    expect(await t.reason(MAC, part, {identity: identityOf('two')})).toBe('ItemNotFound')
    expect(await t.reason(MAC, {...part, cryptographicParameters})).toBe('InvalidField')
    await t.call(MAC, {...part, uniqueIdentifier})
  })

  it('the Correlation Value of a stream of the other kind, and one that was never given', async () => {
    const t = await createEngine()
    const uniqueIdentifier = await createActiveKey(t)
    const ctr = {blockCipherMode: 'CTR'} as const
    const begin = {uniqueIdentifier, cryptographicParameters: ctr, data: utf8('a'), initIndicator: true}
    const {correlationValue} = await t.call(Encrypt, begin)
    expect(await t.reason(MAC, {correlationValue, data: utf8('b')})).toBe('ItemNotFound')
    expect(await t.reason(MAC, {correlationValue: repeated(9, 16), data: utf8('b')})).toBe('ItemNotFound')
    expect(await t.reason(MAC, {correlationValue: repeated(9, 0), data: utf8('b')})).toBe('ItemNotFound')
  })

  it('a request in the middle without data', async () => {
    const t = await createEngine()
    const {correlationValue} = await t.call(Hash, {cryptographicParameters, initIndicator: true})
    expect(await t.reason(Hash, {cryptographicParameters, correlationValue})).toBe('MissingData')
    expect(await t.call(Hash, {cryptographicParameters, correlationValue, finalIndicator: true})).toEqual({
      data: repeated(0, 0),
    })
    expect(await t.reason(Hash, {cryptographicParameters})).toBe('MissingData')
  })

  it('more than sixteen mebibytes, and keeps what it has', async () => {
    const t = await createEngine()
    const data = repeated(1, mebibyte)
    const {correlationValue} = await t.call(Hash, {cryptographicParameters, data, initIndicator: true})
    for (let count = 1; count < 16; count++) await t.call(Hash, {cryptographicParameters, data, correlationValue})
    const part = {cryptographicParameters, data: utf8('x'), correlationValue}
    expect(await t.reason(Hash, {...part, finalIndicator: true})).toBe('InvalidField')
    const ended = await t.call(Hash, {cryptographicParameters, correlationValue, finalIndicator: true})
    expect(ended.data).toHaveLength(16 * mebibyte)
  })
})
