import {describe, expect, it} from 'vitest'
import {Log} from '../../../../src/kmip/operations/log.ts'
import {Ping} from '../../../../src/kmip/operations/ping.ts'
import {longestLogMessage} from '../../../../src/server/observation/client-text.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

describeRoles(Log, {logMessage: 'Rotation begins'}, {version: '2.0'})
describeRoles(Ping, {}, {version: '2.1'})

describe('Log', () => {
  it.each(['2.0', '2.1'] as const)('is answered at %s with nothing', async (version) => {
    const t = await createTestEngine()
    expect(await t.call(Log, {logMessage: 'Rotation begins'}, {version})).toEqual({})
  })

  it('takes a message just as long as a line may be', async () => {
    const t = await createTestEngine()
    expect(await t.call(Log, {logMessage: 'x'.repeat(longestLogMessage)}, {version: '2.1'})).toEqual({})
    const longer = {logMessage: 'x'.repeat(longestLogMessage + 1)}
    expect(await t.reason(Log, longer, {version: '2.1'})).toBe('InvalidField')
  })

  it('does not exist before 2.0', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Log, {logMessage: 'x'}, {version: '1.4'})).toBe('OperationNotSupported')
  })
})

describe('Ping', () => {
  it('is answered at 2.1 with nothing', async () => {
    const t = await createTestEngine()
    expect(await t.call(Ping, {}, {version: '2.1'})).toEqual({})
  })

  it('does not exist in 2.0', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Ping, {}, {version: '2.0'})).toBe('OperationNotSupported')
  })
})
