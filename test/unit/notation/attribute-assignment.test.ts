import {describe, expect, it} from 'vitest'
import {parseAssignment} from '../../../src/notation/attribute-assignment.ts'
import {parseAttributeKey} from '../../../src/notation/attribute-key.ts'
import {attributeNames, definitionOf} from '../../../src/kmip/attributes/lookup.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {ItemType} from '../../../src/ttlv/node.ts'

const now = new Date('2026-03-01T12:00:00Z')
const parse = (text: string) => parseAssignment(text, '--attribute', {now})

describe('parseAttributeKey', () => {
  it('knows every attribute by its name in the specification, in kebab case and as XML writes it', () => {
    for (const key of attributeNames) {
      const {name} = definitionOf(key)
      expect([name, name.toLowerCase().replaceAll(' ', '-'), key].map(parseAttributeKey)).toEqual([key, key, key])
    }
  })

  it('takes custom attributes of 1.x and of vendors', () => {
    expect(parseAttributeKey('x-team')).toBe('x:team')
    expect(parseAttributeKey('y-note')).toBe('y:note')
    expect(parseAttributeKey('acme:cost center')).toBe('acme:cost center')
  })

  it('suggests the nearest attribute', () => {
    expect(() => parseAttributeKey('Contact Informaton')).toThrow(
      expect.objectContaining({
        message: 'Unknown attribute "Contact Informaton"',
        hint: expect.stringContaining('"Contact Information"'),
      }),
    )
    expect(() => parseAttributeKey('team')).toThrow(expect.objectContaining({hint: expect.stringContaining('x-')}))
  })
})

describe('parseAssignment', () => {
  it.each<[string, string, unknown]>([
    ['Object Group=a=b', 'ObjectGroup', 'a=b'],
    ['Contact Information=', 'ContactInformation', ''],
    ['cryptographic-length=256', 'CryptographicLength', 256],
    ['Cryptographic Usage Mask=encrypt,decrypt', 'CryptographicUsageMask', 12],
    ['State=pre-active', 'State', 'PreActive'],
    ['Fresh=yes', 'Fresh', true],
    ['Lease Time=1h', 'LeaseTime', 3600],
    ['Process Start Date=now', 'ProcessStartDate', now],
    ['Short Unique Identifier=00ff', 'ShortUniqueIdentifier', Uint8Array.of(0, 255)],
    ['Name=payroll', 'Name', {nameValue: 'payroll', nameType: 'UninterpretedTextString'}],
    ['Name={https://a/b,c,uri}', 'Name', {nameValue: 'https://a/b,c', nameType: 'URI'}],
    [
      'Alternative Name={a@b.example,email-address}',
      'AlternativeName',
      {alternativeNameValue: 'a@b.example', alternativeNameType: 'EmailAddress'},
    ],
    ['Link=parent:7f3c', 'Link', {linkType: 'ParentLink', linkedObjectIdentifier: '7f3c'}],
    [
      'Application Specific Information=ssl:www.example.com:443',
      'ApplicationSpecificInformation',
      {applicationNamespace: 'ssl', applicationData: 'www.example.com:443'},
    ],
    ['Application Specific Information=ssl:', 'ApplicationSpecificInformation', {applicationNamespace: 'ssl'}],
    ['Usage Limits=1000 bytes', 'UsageLimits', {usageLimitsTotal: 1000n, usageLimitsUnit: 'Byte'}],
    ['Usage Limits=5 operations', 'UsageLimits', {usageLimitsTotal: 5n, usageLimitsUnit: 'Object'}],
    [
      'Cryptographic Parameters=CBC/PKCS5/AES',
      'CryptographicParameters',
      {blockCipherMode: 'CBC', paddingMethod: 'PKCS5', cryptographicAlgorithm: 'AES'},
    ],
    [
      'Cryptographic Parameters=gcm/tag-length=16/random-iv/sha-256',
      'CryptographicParameters',
      {blockCipherMode: 'GCM', tagLength: 16, randomIV: true, hashingAlgorithm: 'SHA_256'},
    ],
    ['Cryptographic Domain Parameters=P-256', 'CryptographicDomainParameters', {recommendedCurve: 'P_256'}],
    ['Cryptographic Domain Parameters=256', 'CryptographicDomainParameters', {qlength: 256}],
  ])('reads %s', (text, key, value) => {
    expect(parse(text)).toEqual({key, index: undefined, value})
  })

  it('gives values that the declarations can encode and decode', () => {
    for (const text of ['Name=n', 'Link=parent:1', 'Usage Limits=1 byte', 'State=active', 'Lease Time=1s']) {
      const {key, value} = parse(text)
      const definition = definitionOf(attributeNames.find((name) => name === key) ?? 'Name')
      const node = definition.type.encode(Tag.AttributeValue, value as never, '1.4')
      expect(node && definition.type.decode(node)).toEqual(value)
    }
  })

  it.each([
    ['x-team=storage', {type: ItemType.TextString, value: 'storage'}],
    ['x-count(integer)=5', {type: ItemType.Integer, value: 5}],
    ['x-big(long-integer)=5', {type: ItemType.LongInteger, value: 5n}],
    ['x-flag(boolean)=no', {type: ItemType.Boolean, value: false}],
    ['x-blob(bytes)=00ff', {type: ItemType.ByteString, value: Uint8Array.of(0, 255)}],
    ['x-when(date)=1970-01-02', {type: ItemType.DateTime, value: 86_400n}],
    ['x-span(interval)=90s', {type: ItemType.Interval, value: 90}],
  ])('reads the custom attribute %s', (text, node) => {
    expect(parse(text).value).toEqual({tag: Tag.AttributeValue, ...node})
  })

  it('keeps the index', () => {
    expect(parseAssignment('Name=a', 'ATTRIBUTE', {now, index: 2})).toMatchObject({key: 'Name', index: 2})
  })

  it.each([
    ['payroll', '--attribute takes NAME=VALUE, not "payroll"'],
    ['=payroll', '--attribute takes NAME=VALUE, not "=payroll"'],
    ['State=alive', '--attribute "State" does not know "alive"'],
    ['Fresh=perhaps', '--attribute "Fresh" takes true or false, not "perhaps"'],
    ['Link=7f3c', '--attribute "Link" takes TYPE:ID, such as parent:7f3c, not "7f3c"'],
    ['Usage Limits=1 2 3', '--attribute "Usage Limits" takes a number and a unit'],
    ['Cryptographic Parameters=CBC/foo', '--attribute "Cryptographic Parameters" does not know "foo"'],
    ['Cryptographic Parameters=iv=12', '--attribute "Cryptographic Parameters" does not know "iv"'],
    ['Name(integer)=5', '--attribute "Name" takes no type'],
    ['x-count(number)=5', '--attribute "x-count" does not know the type "number"'],
    ['Digest=abc', 'Attribute Digest has no short form'],
  ])('refuses %s', (text, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({message: expect.stringContaining(message), exitCode: 2}))
  })
})
