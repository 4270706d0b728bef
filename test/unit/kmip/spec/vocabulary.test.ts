import {describe, expect, it} from 'vitest'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {kmipVocabulary as vocabulary} from '../../../../src/kmip/spec/vocabulary.ts'

describe('kmipVocabulary', () => {
  it('names tags and finds them by name', () => {
    expect(vocabulary.tagName(0x420094)).toBe('UniqueIdentifier')
    expect(vocabulary.tagByName('UniqueIdentifier')).toBe(0x420094)
    expect(vocabulary.attributeNameTag).toBe(0x42000a)
    expect(vocabulary.attributeValueTag).toBe(0x42000b)
  })

  it('knows nothing of unknown and extension tags', () => {
    expect(vocabulary.tagName(0x540001)).toBeUndefined()
    expect(vocabulary.tagByName('Shelf')).toBeUndefined()
    expect(vocabulary.naming(0x540001)).toBeUndefined()
    expect(vocabulary.isSecret(0x540001)).toBe(false)
  })

  it('names the values of an enumeration', () => {
    const naming = vocabulary.naming(Tag.State)
    expect(naming?.kind).toBe('enumeration')
    expect(naming?.nameOf(2)).toBe('Active')
    expect(naming?.valueOf('PreActive')).toBe(1)
  })

  it('names the bits of a mask', () => {
    const naming = vocabulary.naming(Tag.CryptographicUsageMask)
    expect(naming?.kind).toBe('mask')
    expect(naming?.nameOf(4)).toBe('Encrypt')
    expect(naming?.valueOf('MACGenerate')).toBe(0x80)
  })

  it('names the values of tags that share an enumeration of another name', () => {
    expect(vocabulary.naming(Tag.MaskGeneratorHashingAlgorithm)?.nameOf(6)).toBe('SHA_256')
    expect(vocabulary.naming(Tag.LinkedObjectIdentifier)?.nameOf(1)).toBe('IDPlaceholder')
    expect(vocabulary.naming(Tag.ExtensionType)?.nameOf(7)).toBe('TextString')
  })

  it('names the tag that an Attribute Reference holds', () => {
    const naming = vocabulary.naming(Tag.AttributeReference)
    expect(naming?.kind).toBe('enumeration')
    expect(naming?.nameOf(Tag.State)).toBe('State')
    expect(naming?.valueOf('CryptographicLength')).toBe(0x42002a)
    expect(naming?.nameOf(0x540001)).toBeUndefined()
  })

  it('has no naming for plain numbers', () => {
    expect(vocabulary.naming(Tag.CryptographicLength)).toBeUndefined()
    expect(vocabulary.naming(Tag.BatchCount)).toBeUndefined()
  })

  it('leads from the name of a 1.x attribute to the naming of its value', () => {
    const tag = vocabulary.attributeTag('Cryptographic Algorithm')
    expect(tag).toBe(Tag.CryptographicAlgorithm)
    expect(vocabulary.naming(tag ?? 0)?.nameOf(3)).toBe('AES')
    expect(vocabulary.attributeTag('x-Note')).toBeUndefined()
  })

  it.each([
    'KeyMaterial',
    'Password',
    'HashedPassword',
    'PrivateExponent',
    'D',
    'P',
    'Q',
    'PrimeExponentP',
    'PrimeExponentQ',
    'CRTCoefficient',
    'X',
    'Data',
    'OneTimePassword',
    'TicketValue',
    'OpaqueDataValue',
  ] as const)('treats %s as secret', (name) => {
    expect(vocabulary.isSecret(Tag[name])).toBe(true)
  })

  it.each([
    'UniqueIdentifier',
    'KeyBlock',
    'KeyValue',
    'Modulus',
    'QString',
    'Nonce',
    'CertificateRequest',
    'CertificateValue',
    'Username',
    'Salt',
  ] as const)('does not treat %s as secret', (name) => {
    expect(vocabulary.isSecret(Tag[name])).toBe(false)
  })
})
