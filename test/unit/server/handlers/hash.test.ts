import {describe, expect, it} from 'vitest'
import {Hash} from '../../../../src/kmip/operations/hash.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {hex, utf8} from '../../../support/managed-objects.ts'
import {createTestEngine, watchModes} from '../../../support/test-engine.ts'

const cryptographicParameters = {hashingAlgorithm: 'SHA_256'} as const
// FIPS 180-4 example "abc"
const digest = hex('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')

describeRoles(Hash, {cryptographicParameters, data: utf8('abc')})

describe('Hash', () => {
  it.each(['1.2', '1.3', '1.4'] as const)('gives the digest of the data at %s, and writes nothing', async (version) => {
    const t = await createTestEngine()
    const modes = watchModes(t)
    expect(await t.call(Hash, {cryptographicParameters, data: utf8('abc')}, {version})).toEqual({data: digest})
    expect(modes).toEqual(['read'])
  })

  it('takes the data in several parts', async () => {
    const t = await createTestEngine()
    const {correlationValue} = await t.call(Hash, {cryptographicParameters, data: utf8('a'), initIndicator: true})
    expect(await t.call(Hash, {cryptographicParameters, data: utf8('b'), correlationValue})).toEqual({correlationValue})
    const last = {cryptographicParameters, data: utf8('c'), correlationValue, finalIndicator: true}
    expect(await t.call(Hash, last)).toEqual({data: digest})
  })

  it('takes an empty last part, and none at all', async () => {
    const t = await createTestEngine()
    for (const end of [{data: utf8('')}, {}]) {
      const {correlationValue} = await t.call(Hash, {cryptographicParameters, data: utf8('abc'), initIndicator: true})
      const last = {cryptographicParameters, correlationValue, finalIndicator: true, ...end}
      expect(await t.call(Hash, last)).toEqual({data: digest})
    }
  })
})

describe('Hash refuses', () => {
  it('parameters without a Hashing Algorithm', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Hash, {cryptographicParameters: {}, data: utf8('abc')})).toBe('MissingData')
  })

  it('a hash that OpenSSL lacks, at the first part already', async () => {
    const t = await createTestEngine()
    const md4 = {cryptographicParameters: {hashingAlgorithm: 'MD4'}, data: utf8('abc')} as const
    expect(await t.reason(Hash, md4)).toBe('FeatureNotSupported')
    expect(await t.reason(Hash, {...md4, initIndicator: true})).toBe('FeatureNotSupported')
  })

  it('to go on with another hash', async () => {
    const t = await createTestEngine()
    const {correlationValue} = await t.call(Hash, {cryptographicParameters, data: utf8('a'), initIndicator: true})
    const other = {cryptographicParameters: {hashingAlgorithm: 'SHA_512'}, data: utf8('b'), correlationValue} as const
    expect(await t.reason(Hash, other)).toBe('InvalidField')
  })

  it('a request without data, and versions before 1.2', async () => {
    const t = await createTestEngine()
    expect(await t.reason(Hash, {cryptographicParameters})).toBe('MissingData')
    const request = {cryptographicParameters, data: utf8('abc')}
    expect(await t.reason(Hash, request, {version: '1.1'})).toBe('OperationNotSupported')
  })
})
