import {describe, expect, it} from 'vitest'
import {Check} from '../../../../src/kmip/operations/check.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {aes, attributes, createActiveKey, createKey, endLife, maskOf, nameOf} from '../../../support/managed-objects.ts'
import {createTestEngine, entry} from '../../../support/test-engine.ts'

describeAddressing(Check, {arrange: createKey, request: (uniqueIdentifier) => ({uniqueIdentifier})})

const limited = {UsageLimits: {usageLimitsTotal: 100n, usageLimitsUnit: 'Byte'}} as const

describe('Check', () => {
  it('gives the identifier when everything asked for is allowed', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, limited)
    const request = {
      uniqueIdentifier,
      cryptographicUsageMask: maskOf('Encrypt'),
      usageLimitsCount: 100n,
      leaseTime: 3600,
    }
    expect(await t.call(Check, request)).toEqual({uniqueIdentifier})
  })

  it('refuses uses that the usage mask lacks, and says so in full to newer clients only', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    const request = {uniqueIdentifier, cryptographicUsageMask: maskOf('Encrypt', 'Sign')}
    expect(await t.refusal(Check, request)).toMatchObject({
      resultReason: 'PermissionDenied',
      resultMessage: expect.stringContaining('Cryptographic Usage Mask'),
    })
  })

  it('refuses more usage than is left, and asks nothing of objects without limits', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t, limited)
    expect(await t.reason(Check, {uniqueIdentifier, usageLimitsCount: 101n})).toBe('PermissionDenied')
    await t.call(Check, {uniqueIdentifier: await createKey(t), usageLimitsCount: 101n})
  })

  it('refuses a longer lease than the object allows', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createKey(t)
    expect(await t.reason(Check, {uniqueIdentifier, leaseTime: 3601})).toBe('PermissionDenied')
  })

  it('refuses to protect with what is deactivated, but not to process', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await createActiveKey(t)
    await endLife(t, uniqueIdentifier, 'Deactivated')
    const mask = (name: 'Encrypt' | 'Decrypt') => ({uniqueIdentifier, cryptographicUsageMask: maskOf(name)})
    expect(await t.reason(Check, mask('Encrypt'))).toBe('PermissionDenied')
    await t.call(Check, mask('Decrypt'))
    await endLife(t, uniqueIdentifier, 'Destroyed')
    expect(await t.reason(Check, {uniqueIdentifier})).toBe('PermissionDenied')
  })

  it('refuses templates', async () => {
    const t = await createTestEngine()
    const object = {type: 'Template', value: {attributes: attributes(aes)}} as const
    const {uniqueIdentifier} = await t.call(Register, {objectType: 'Template', attributes: attributes({}), object})
    expect(await t.reason(Check, {uniqueIdentifier})).toBe('IllegalOperation')
  })

  it('empties the ID Placeholder when it refuses, so that a batch that goes on does not use the object', async () => {
    const t = await createTestEngine()
    await createKey(t, {Name: nameOf('n')})
    const items = [
      entry(Locate, {attributes: attributes({Name: nameOf('n')})}),
      entry(Check, {cryptographicUsageMask: maskOf('Sign')}),
      entry(Get, {}),
    ]
    const {batchItems = []} = await t.batch(items, {header: {batchErrorContinuationOption: 'Continue'}})
    expect(batchItems.map(({resultReason}) => resultReason)).toEqual([undefined, 'PermissionDenied', 'ItemNotFound'])
  })
})
