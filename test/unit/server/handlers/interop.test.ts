import {describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Archive} from '../../../../src/kmip/operations/archive.ts'
import {Create} from '../../../../src/kmip/operations/create.ts'
import {GetConstraints} from '../../../../src/kmip/operations/get-constraints.ts'
import {Interop} from '../../../../src/kmip/operations/interop.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {SetConstraints} from '../../../../src/kmip/operations/set-constraints.ts'
import {longestLogMessage} from '../../../../src/server/observation/client-text.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {attributes} from '../../../support/managed-objects.ts'
import {createTestEngine, entry, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const begin = {interopFunction: 'Begin', interopIdentifier: 'BL-M-1-21'} as const
const reset = {interopFunction: 'Reset', interopIdentifier: 'BL-M-1-21'} as const
const two = {identity: identityOf('two')}
const key = {
  objectType: 'SymmetricKey',
  attributes: attributes({CryptographicAlgorithm: 'AES', CryptographicLength: 128, CryptographicUsageMask: 4}),
} as const

async function count(t: TestEngine, options = {}): Promise<number> {
  return (await t.call(Locate, {}, options)).uniqueIdentifier?.length ?? 0
}

describeRoles(Interop, begin, {version: '2.1', interop: true})

describe('Interop', () => {
  it.each(['2.0', '2.1'] as const)('is not there at %s unless the operator switched it on', async (version) => {
    const t = await createTestEngine()
    expect(await t.reason(Interop, begin, {version})).toBe('OperationNotSupported')
    const {operation} = await t.call(Query, {queryFunction: ['QueryOperations']}, {version})
    expect(operation).not.toContain('Interop')
  })

  it('is answered by Query where it is switched on', async () => {
    const t = await createTestEngine({interop: true})
    const {operation} = await t.call(Query, {queryFunction: ['QueryOperations']}, {version: '2.1'})
    expect(operation).toContain('Interop')
  })

  it('does not exist before 2.0', async () => {
    const t = await createTestEngine({interop: true})
    const {batchItems} = await t.batch([entry(Interop, begin, '2.1')])
    expect(batchItems?.[0]?.resultReason).toBe('OperationNotSupported')
    const {operation} = await t.call(Query, {queryFunction: ['QueryOperations']}, {version: '1.4'})
    expect(operation).not.toContain('Interop')
  })

  it.each(['2.0', '2.1'] as const)('begins and ends a test at %s without touching an object', async (version) => {
    const t = await createTestEngine({interop: true})
    await t.call(Create, key)
    expect(await t.call(Interop, begin, {version})).toEqual({})
    expect(await t.call(Interop, {...begin, interopFunction: 'End'}, {version})).toEqual({})
    expect(await count(t)).toBe(1)
  })

  it('removes at Reset all objects of the scope, active and archived ones too, and none of another', async () => {
    const t = await createTestEngine({interop: true})
    const active = await t.call(Create, key)
    await t.call(Activate, active)
    const archived = await t.call(Create, key)
    await t.call(Archive, archived)
    await t.call(Create, key, two)
    expect(await t.call(Interop, reset, {version: '2.1'})).toEqual({})
    expect([await count(t), await count(t, two)]).toEqual([0, 1])
    expect(await t.engine.store.read(({objects}) => objects.count('one'))).toBe(0)
  })

  it('takes back at Reset what was laid down for new objects', async () => {
    const t = await createTestEngine({interop: true})
    const options = {version: '2.1'} as const
    const constraint = {
      objectTypes: {objectType: ['SymmetricKey']},
      attributes: attributes({CryptographicLength: 256}),
    } as const
    await t.call(SetConstraints, {constraints: {constraint: [constraint]}}, options)
    expect((await t.call(GetConstraints, {}, options)).constraints.constraint).toHaveLength(1)
    await t.call(Interop, reset, options)
    expect((await t.call(GetConstraints, {}, options)).constraints.constraint ?? []).toEqual([])
  })

  it('is refused with a function that KMIP does not have', async () => {
    const t = await createTestEngine({interop: true})
    expect(await t.reason(Interop, {...begin, interopFunction: 0x80000001}, {version: '2.1'})).toBe('InvalidField')
  })

  it('is refused with an identifier that no line of a log takes', async () => {
    const t = await createTestEngine({interop: true})
    const interopIdentifier = 'x'.repeat(longestLogMessage + 1)
    expect(await t.reason(Interop, {...begin, interopIdentifier}, {version: '2.1'})).toBe('InvalidField')
  })
})
