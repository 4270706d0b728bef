import {describe, expect, it} from 'vitest'
import {Create} from '../../../src/kmip/operations/create.ts'
import {Query} from '../../../src/kmip/operations/query.ts'
import {kmipVocabulary} from '../../../src/kmip/spec/vocabulary.ts'
import {readStatement} from '../../../src/server/operator-statement.ts'
import {readXmlDocument} from '../../../src/ttlv/xml-reader.ts'
import {aes, attributeOf, attributes, createKey} from '../../support/managed-objects.ts'
import {createTestEngine} from '../../support/test-engine.ts'

const xml = `<ResponsePayload>
  <RNGParameters>
    <RNGAlgorithm type="Enumeration" value="DRBG"/>
    <HashingAlgorithm type="Enumeration" value="SHA_256"/>
    <DRBGAlgorithm type="Enumeration" value="Hash"/>
  </RNGParameters>
  <ValidationInformation>
    <ValidationAuthorityType type="Enumeration" value="NISTCMVP"/>
    <ValidationVersionMajor type="Integer" value="3"/>
    <ValidationType type="Enumeration" value="Software"/>
    <ValidationLevel type="Integer" value="1"/>
  </ValidationInformation>
</ResponsePayload>`

const read = (text: string) => readStatement(readXmlDocument(text, kmipVocabulary))
const hashGenerator = {rngAlgorithm: 'DRBG', hashingAlgorithm: 'SHA_256', drbgAlgorithm: 'Hash'} as const
const validation = {
  validationAuthorityType: 'NISTCMVP',
  validationVersionMajor: 3,
  validationType: 'Software',
  validationLevel: 1,
} as const

describe('A statement of the operator', () => {
  it('is what Query answers from then on, and what new keys say of their generator', async () => {
    const plain = await createTestEngine()
    const t = await createTestEngine({engine: {facts: {...plain.engine.facts, ...read(xml)}}})
    const answer = await t.call(Query, {queryFunction: ['QueryRNGs', 'QueryValidations']})
    expect(answer.rngParameters).toEqual([hashGenerator])
    expect(answer.validationInformation).toMatchObject([validation])
    const id = await createKey(t)
    expect(await attributeOf(t, id, 'RandomNumberGenerator')).toEqual(hashGenerator)
  })

  it('may be of one kind alone; without one nothing is validated', async () => {
    expect(Object.keys(read(xml.replace(/<RNGParameters>.*<\/RNGParameters>/s, '')))).toEqual(['validations'])
    const t = await createTestEngine()
    const answer = await t.call(Query, {queryFunction: ['QueryValidations', 'QueryRNGs']})
    expect(answer.validationInformation ?? []).toEqual([])
    expect(answer.rngParameters).toHaveLength(1)
  })

  it('tells how objects are protected in storage, which the server alone knows to be software', async () => {
    const masks = async (more: object) => {
      const plain = await createTestEngine()
      const t = await createTestEngine({engine: {facts: {...plain.engine.facts, ...more}}})
      const queryFunction = ['QueryStorageProtectionMasks'] as const
      return (await t.call(Query, {queryFunction}, {version: '2.0'})).protectionStorageMasks
    }
    const stated = read(`<ResponsePayload><ProtectionStorageMasks>
      <ProtectionStorageMask type="Integer" value="Software OnPremises"/>
      <ProtectionStorageMask type="Integer" value="Software"/>
    </ProtectionStorageMasks></ResponsePayload>`)
    expect(await masks(stated)).toEqual({protectionStorageMask: [0x101, 1]})
    expect(await masks({})).toEqual({protectionStorageMask: [1]})
  })

  it('has to state something', () => {
    expect(() => read('<ResponsePayload/>')).toThrow('neither')
    expect(() => read(xml.replace(/<RNGAlgorithm[^>]*>/, ''))).toThrow('RNGAlgorithm is missing')
  })
})

describe('The generator that a request wants', () => {
  const want = (more: object) =>
    ({
      objectType: 'SymmetricKey',
      attributes: attributes({...aes, RandomNumberGenerator: {rngAlgorithm: 'DRBG', ...more}}),
    }) as const

  it.each([{}, {cryptographicAlgorithm: 'AES'}, {drbgAlgorithm: 'CTR'}, {predictionResistance: false}])(
    'may be described as %j',
    async (more) => {
      const t = await createTestEngine()
      expect(await t.call(Create, want(more))).toMatchObject({objectType: 'SymmetricKey'})
    },
  )

  it.each([{drbgAlgorithm: 'Hash'}, {predictionResistance: true}, {rngAlgorithm: 'ANSIX9_31'}])(
    'is not there as %j',
    async (more) => {
      const t = await createTestEngine()
      expect(await t.reason(Create, want(more))).toBe('InvalidField')
    },
  )
})
