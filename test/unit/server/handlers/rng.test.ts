import {describe, expect, it} from 'vitest'
import {RNGRetrieve} from '../../../../src/kmip/operations/rng-retrieve.ts'
import {RNGSeed} from '../../../../src/kmip/operations/rng-seed.ts'
import {systemEntropy} from '../../../../src/server/context.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {repeated} from '../../../support/managed-objects.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

describeRoles(RNGRetrieve, {dataLength: 16})
describeRoles(RNGSeed, {data: repeated(1, 16)})

describe('RNG Retrieve', () => {
  it.each([0, 1, 32, 256 * 1024])('gives %i bytes', async (dataLength) => {
    const t = await createTestEngine()
    expect((await t.call(RNGRetrieve, {dataLength})).data).toHaveLength(dataLength)
  })

  it('gives other bytes each time', async () => {
    const t = await createTestEngine({entropy: {bytes: systemEntropy.bytes}})
    const seen = new Set<string>()
    for (let count = 0; count < 20; count++) {
      const {data = repeated(0, 0)} = await t.call(RNGRetrieve, {dataLength: 16})
      seen.add(Buffer.from(data).toString('hex'))
    }
    expect(seen.size).toBe(20)
  })

  it.each([-1, 256 * 1024 + 1, 2 ** 31 - 1])('refuses %i bytes', async (dataLength) => {
    const t = await createTestEngine()
    expect(await t.reason(RNGRetrieve, {dataLength})).toBe('InvalidField')
  })

  it('does not exist before 1.2', async () => {
    const t = await createTestEngine()
    expect(await t.reason(RNGRetrieve, {dataLength: 16}, {version: '1.1'})).toBe('OperationNotSupported')
  })
})

describe('RNG Seed', () => {
  it.each(['1.2', '1.4'] as const)('says at %s that it uses nothing of the seed', async (version) => {
    const t = await createTestEngine()
    expect(await t.call(RNGSeed, {data: repeated(1, 32)}, {version})).toEqual({dataLength: 0})
  })

  it('does not exist before 1.2', async () => {
    const t = await createTestEngine()
    expect(await t.reason(RNGSeed, {data: repeated(1, 32)}, {version: '1.0'})).toBe('OperationNotSupported')
  })
})
