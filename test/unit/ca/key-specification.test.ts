import {describe, expect, it} from 'vitest'
import {generateKeyPair} from '../../../src/ca/key-pair.ts'
import {describeKey} from '../../../src/ca/key-description.ts'
import {keySpecificationNames, parseKeySpecification} from '../../../src/ca/key-specification.ts'
import {UsageError} from '../../../src/errors.ts'

describe('parseKeySpecification', () => {
  it('accepts a size as text and as a number', () => {
    expect(parseKeySpecification('ec', '521')).toEqual({type: 'ec', bits: 521})
    expect(parseKeySpecification('rsa', 3072)).toEqual({type: 'rsa', bits: 3072})
  })

  it.each([
    ['ec', '224', '256, 384, 521'],
    ['ec', '0x100', '256, 384, 521'],
    ['ec', ' 256', '256, 384, 521'],
    ['rsa', 1024, '2048, 3072, 4096'],
    ['rsa', '', '2048, 3072, 4096'],
  ])('refuses %s %s and lists the allowed sizes', (type, bits, allowed) => {
    const parse = () => parseKeySpecification(type, bits)
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(expect.objectContaining({hint: expect.stringContaining(allowed)}))
  })

  it('refuses an unknown type and lists both types', () => {
    expect(() => parseKeySpecification('dsa', 2048)).toThrow(
      expect.objectContaining({
        message: 'Unknown key type dsa',
        hint: 'Choose ec with 256, 384, 521 bits or rsa with 2048, 3072, 4096 bits',
      }),
    )
  })

  it('names every key that can be generated', () => {
    expect(keySpecificationNames).toEqual(['ec-256', 'ec-384', 'ec-521', 'rsa-2048', 'rsa-3072', 'rsa-4096'])
  })
})

describe('generateKeyPair', () => {
  it.each([
    ['ec', 256, 'P-256'],
    ['ec', 384, 'P-384'],
    ['ec', 521, 'P-521'],
    ['rsa', 2048, undefined],
  ] as const)('generates %s keys of %i bits', async (type, bits, curve) => {
    const {publicKey, privateKey} = await generateKeyPair(parseKeySpecification(type, bits))
    expect(describeKey(publicKey)).toEqual({type, bits, curve})
    expect(describeKey(privateKey)).toEqual({type, bits, curve})
  })
})
