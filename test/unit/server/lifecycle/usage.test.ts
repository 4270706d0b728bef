import {describe, expect, it} from 'vitest'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {attributeOf, createActiveKey, createKey, repeated} from '../../../support/managed-objects.ts'
import {at, createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'

const ctr = {cryptographicParameters: {blockCipherMode: 'CTR'}, ivCounterNonce: repeated(3, 16)} as const

async function encrypt(t: TestEngine, uniqueIdentifier: string, length = 1): Promise<void> {
  await t.call(Encrypt, {uniqueIdentifier, ...ctr, data: repeated(0, length)})
}

async function left(t: TestEngine, id: string): Promise<bigint | undefined> {
  return (await attributeOf(t, id, 'UsageLimits'))?.usageLimitsCount
}

describe('Usage Limits', () => {
  it('begin with the total, whatever count the client sends', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 3n, usageLimitsCount: 50n, usageLimitsUnit: 'Object'} as const
    expect(await left(t, await createActiveKey(t, {UsageLimits}))).toBe(3n)
  })

  it('count operations down and end at zero', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 2n, usageLimitsUnit: 'Object'} as const
    const id = await createActiveKey(t, {UsageLimits})
    await encrypt(t, id, 500)
    expect(await left(t, id)).toBe(1n)
    await encrypt(t, id, 500)
    expect(await left(t, id)).toBe(0n)
    const request = {uniqueIdentifier: id, ...ctr, data: repeated(0, 1)}
    expect(await t.reason(Encrypt, request)).toBe('PermissionDenied')
    expect(await t.reason(Encrypt, request, {version: '1.2'})).toBe('PermissionDenied')
    expect(await left(t, id)).toBe(0n)
  })

  it('count bytes down and refuse what does not fit any more', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 10n, usageLimitsUnit: 'Byte'} as const
    const id = await createActiveKey(t, {UsageLimits})
    await encrypt(t, id, 6)
    expect(await left(t, id)).toBe(4n)
    expect(await t.reason(Encrypt, {uniqueIdentifier: id, ...ctr, data: repeated(0, 5)})).toBe('PermissionDenied')
    expect(await left(t, id)).toBe(4n)
    await encrypt(t, id, 4)
    expect(await left(t, id)).toBe(0n)
    await encrypt(t, id, 0)
  })

  it('do not count decryption', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 1n, usageLimitsUnit: 'Object'} as const
    const id = await createActiveKey(t, {UsageLimits})
    for (const _ of [1, 2, 3]) await t.call(Decrypt, {uniqueIdentifier: id, ...ctr, data: repeated(0, 1)})
    expect(await left(t, id)).toBe(1n)
  })

  it('count each item of a batch', async () => {
    const t = await createTestEngine()
    const UsageLimits = {usageLimitsTotal: 2n, usageLimitsUnit: 'Object'} as const
    const id = await createActiveKey(t, {UsageLimits})
    const item = entry(Encrypt, {uniqueIdentifier: id, ...ctr, data: repeated(0, 1)})
    const header = {batchErrorContinuationOption: 'Continue'} as const
    const {batchItems} = await t.batch([item, item, item], {header})
    expect(batchItems?.map(({resultStatus}) => resultStatus)).toEqual(['Success', 'Success', 'OperationFailed'])
  })

  it('leave keys without them alone, which then are not written to', async () => {
    const t = await createTestEngine()
    const id = await createActiveKey(t)
    t.setNow(at(60))
    await encrypt(t, id)
    expect(await attributeOf(t, id, 'LastChangeDate')).toEqual(at(0))
  })
})

describe('Process Start Date and Protect Stop Date', () => {
  it('let a key decrypt only from the one on, and encrypt only until the other', async () => {
    const t = await createTestEngine()
    const values = {ActivationDate: at(0), ProcessStartDate: at(10), ProtectStopDate: at(20)}
    const id = await createKey(t, values)
    const allowed = async (operation: typeof Encrypt | typeof Decrypt) =>
      (await t.refusal(operation, {uniqueIdentifier: id, ...ctr, data: repeated(0, 1)})).resultStatus === 'Success'
    const seen = []
    for (const seconds of [9, 10, 19, 20]) {
      t.setNow(at(seconds))
      seen.push([seconds, await allowed(Encrypt), await allowed(Decrypt)])
    }
    expect(seen).toEqual([
      [9, true, false],
      [10, true, true],
      [19, true, true],
      [20, false, true],
    ])
  })
})
