import {describe, expect, it} from 'vitest'
import {GetUsageAllocation} from '../../../../src/kmip/operations/get-usage-allocation.ts'
import {ModifyAttribute} from '../../../../src/kmip/operations/modify-attribute.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {
  attributeOf,
  createActiveKey,
  createKey,
  endLife,
  maskOf,
  opaque,
  register,
} from '../../../support/managed-objects.ts'
import {at, createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const limited = {UsageLimits: {usageLimitsTotal: 10n, usageLimitsUnit: 'Object'}} as const

describeAddressing(GetUsageAllocation, {
  arrange: (t) => createActiveKey(t, limited),
  request: (uniqueIdentifier) => ({uniqueIdentifier, usageLimitsCount: 1n}),
})

async function left(t: TestEngine, id: string): Promise<bigint | undefined> {
  return (await attributeOf(t, id, 'UsageLimits'))?.usageLimitsCount
}

describe('GetUsageAllocation', () => {
  it('takes what is allocated from the count and leaves the total', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, limited)
    t.setNow(at(60))
    await t.call(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 4n})
    expect(await attributeOf(t, uniqueIdentifier, 'UsageLimits')).toEqual({
      usageLimitsTotal: 10n,
      usageLimitsCount: 6n,
      usageLimitsUnit: 'Object',
    })
    expect(await attributeOf(t, uniqueIdentifier, 'LastChangeDate')).toEqual(at(60))
  })

  it('gives all or nothing', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, limited)
    await t.call(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 8n})
    expect(await t.reason(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 3n})).toBe('PermissionDenied')
    expect(await left(t, uniqueIdentifier)).toBe(2n)
    await t.call(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 2n})
    expect(await left(t, uniqueIdentifier)).toBe(0n)
  })

  it('never gives more than there is to clients that ask at the same time', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, limited)
    const request = {uniqueIdentifier, usageLimitsCount: 3n}
    const answers = await Promise.all(Array.from({length: 8}, () => t.refusal(GetUsageAllocation, request)))
    expect(answers.filter(({resultStatus}) => resultStatus === 'Success')).toHaveLength(3)
    expect(await left(t, uniqueIdentifier)).toBe(1n)
  })

  it('fixes the Usage Limits', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, limited)
    const newAttribute = {key: 'UsageLimits', index: undefined, value: {...limited.UsageLimits, usageLimitsTotal: 99n}}
    await t.call(ModifyAttribute, {uniqueIdentifier, newAttribute: {...newAttribute, key: 'UsageLimits'}})
    await t.call(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 1n})
    expect(
      await t.reason(ModifyAttribute, {uniqueIdentifier, newAttribute: {...newAttribute, key: 'UsageLimits'}}),
    ).toBe('PermissionDenied')
  })

  it('is refused for objects without limits, and for those that protect nothing', async () => {
    const t = await createTestEngine()
    const reason = (uniqueIdentifier: string) => t.reason(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 1n})
    expect(await reason(await createActiveKey(t))).toBe('IllegalOperation')
    const processing = {...limited, CryptographicUsageMask: maskOf('Decrypt', 'Verify')}
    expect(await reason(await createActiveKey(t, processing))).toBe('IllegalOperation')
    expect(await reason(await register(t, opaque('o')))).toBe('IllegalOperation')
  })

  it('is refused outside of the time in which the object may protect', async () => {
    const t = await createTestEngine()
    const reason = (uniqueIdentifier: string) => t.reason(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: 1n})
    expect(await reason(await createKey(t, limited))).toBe('PermissionDenied')
    const stopped = await createActiveKey(t, {...limited, ProtectStopDate: at(5)})
    await t.call(GetUsageAllocation, {uniqueIdentifier: stopped, usageLimitsCount: 1n})
    t.setNow(at(5))
    expect(await reason(stopped)).toBe('PermissionDenied')
    const ended = await createActiveKey(t, limited)
    await endLife(t, ended, 'Deactivated')
    expect(await reason(ended)).toBe('PermissionDenied')
  })

  it('is refused for a negative amount, which would add to the count', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t, limited)
    expect(await t.reason(GetUsageAllocation, {uniqueIdentifier, usageLimitsCount: -1n})).toBe('InvalidField')
  })
})
