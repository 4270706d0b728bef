import {describe, expect, it} from 'vitest'
import {Cancel} from '../../../../src/kmip/operations/cancel.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

// What it keeps from running is told in test/unit/server/jobs
describeRoles(Cancel, {asynchronousCorrelationValue: new Uint8Array(18)})

describe('Cancel', () => {
  it.each(['1.0', '1.1', '1.2', '1.3', '1.4'] as const)('repeats the correlation value at %s', async (version) => {
    const t = await createTestEngine()
    const asynchronousCorrelationValue = Uint8Array.of(1, 2, 3)
    expect(await t.call(Cancel, {asynchronousCorrelationValue}, {version})).toEqual({
      asynchronousCorrelationValue,
      cancellationResult: 'Unavailable',
    })
  })
})
