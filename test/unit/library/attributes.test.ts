import {describe, expect, it} from 'vitest'
import {UsageError} from '../../../src/errors.ts'
import {masks} from '../../../src/kmip/spec/masks.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {attributes, type AttributeValues} from '../../../src/library/attributes.ts'
import {ItemType} from '../../../src/ttlv/node.ts'

describe('attributes', () => {
  it('takes values as responses have them', () => {
    const name = {nameValue: 'urn:a', nameType: 'URI'} as const
    const set = attributes({CryptographicAlgorithm: 'AES', CryptographicLength: 256, Name: name})
    expect(set.keys()).toEqual(['CryptographicAlgorithm', 'CryptographicLength', 'Name'])
    expect(set.get('CryptographicLength')).toBe(256)
    expect(set.get('Name')).toEqual(name)
  })

  it('takes a mask as the names of its bits', () => {
    const set = attributes({CryptographicUsageMask: ['Encrypt', 'Decrypt']})
    expect(set.get('CryptographicUsageMask')).toBe(masks.CryptographicUsageMask.of('Encrypt', 'Decrypt'))
    expect(attributes({CryptographicUsageMask: []}).get('CryptographicUsageMask')).toBe(0)
    expect(attributes({CryptographicUsageMask: 12}).get('CryptographicUsageMask')).toBe(12)
  })

  it('takes a name as a text, and several values as a list', () => {
    expect(attributes({Name: ['a', 'b']}).all('Name')).toEqual([
      {nameValue: 'a', nameType: 'UninterpretedTextString'},
      {nameValue: 'b', nameType: 'UninterpretedTextString'},
    ])
    expect(
      attributes({ObjectGroup: ['a', 'b']})
        .instances('ObjectGroup')
        .map(({index}) => index),
    ).toEqual([0, 1])
  })

  it('takes custom attributes of every type', () => {
    const date = new Date('2026-01-02T03:04:05Z')
    const item = {tag: 0, type: ItemType.Interval, value: 5} as const
    const bytes = Uint8Array.of(1)
    const set = attributes({'x-many': ['a', 5, 5n, true, date, bytes, item], 'acme:team': 'b'})
    expect(set.all('x:many').map(({type}) => type)).toEqual([
      ItemType.TextString,
      ItemType.Integer,
      ItemType.LongInteger,
      ItemType.Boolean,
      ItemType.DateTime,
      ItemType.ByteString,
      ItemType.Interval,
    ])
    expect(set.all('x:many').every(({tag}) => tag === Tag.AttributeValue)).toBe(true)
    expect(set.get('acme:team')?.value).toBe('b')
  })

  it('leaves out what is undefined', () => {
    expect(attributes({Name: undefined, 'x-a': undefined}).size).toBe(0)
  })

  it.each([
    [{CryptographicLength: '256'}, 'Attribute Cryptographic Length cannot be "256"'],
    [{CryptographicLength: 2 ** 40}, 'Attribute Cryptographic Length cannot be 1099511627776'],
    [{CryptographicAlgorithm: 'AESS'}, 'Attribute Cryptographic Algorithm cannot be "AESS"'],
    [{CryptographicLenght: 256}, 'Unknown attribute "CryptographicLenght"'],
    [{CryptographicUsageMask: ['Encryptt']}, 'CryptographicUsageMask has no bit "Encryptt"'],
    [{CryptographicUsageMask: [4, 8]}, 'Attribute Cryptographic Usage Mask takes one value, not 2'],
    [{ActivationDate: 'now'}, 'Attribute Activation Date cannot be "now"'],
    [{ActivationDate: new Date('x')}, 'Attribute Activation Date cannot be an object like this'],
    [{Name: {nameValue: 5, nameType: 'URI'}}, 'Attribute Name cannot be an object like this'],
    [{Name: null}, 'Attribute Name cannot be null'],
    [{'x-a': 1.5}, 'Attribute x-a cannot be 1.5'],
    [{'x-a': [['b']]}, 'Attribute x-a cannot be a list'],
    [{'x-a': new Date('x')}, 'Attribute x-a cannot be an object like this'],
    [{Sensitive: 'yes'}, 'Attribute Sensitive cannot be "yes"'],
  ])('refuses %j, which no compiler has looked at', (values, message) => {
    const make = () => attributes(values as unknown as AttributeValues)
    expect(make).toThrow(UsageError)
    expect(make).toThrow(message)
  })
})
