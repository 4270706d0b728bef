import {describe, expect, it} from 'vitest'
import {SetEndpointRole} from '../../../../src/kmip/operations/set-endpoint-role.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

describeRoles(SetEndpointRole, {endpointRole: 'Server'}, {version: '2.0'})

describe('Set Endpoint Role', () => {
  it('is refused where there is no connection whose ends could change, such as HTTPS', async () => {
    const t = await createTestEngine()
    expect(await t.reason(SetEndpointRole, {endpointRole: 'Client'}, {version: '2.1'})).toBe('FeatureNotSupported')
  })

  it('is refused with a role that KMIP does not have', async () => {
    const t = await createTestEngine()
    expect(await t.reason(SetEndpointRole, {endpointRole: 0x80000001}, {version: '2.1'})).toBe('InvalidField')
  })
})
