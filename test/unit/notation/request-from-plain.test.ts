import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {AttributeSet} from '../../../src/kmip/attributes/attribute-set.ts'
import {AddAttribute} from '../../../src/kmip/operations/add-attribute.ts'
import {AdjustAttribute} from '../../../src/kmip/operations/adjust-attribute.ts'
import {CreateKeyPair} from '../../../src/kmip/operations/create-key-pair.ts'
import {Create} from '../../../src/kmip/operations/create.ts'
import {Encrypt} from '../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../src/kmip/operations/locate.ts'
import {ModifyAttribute} from '../../../src/kmip/operations/modify-attribute.ts'
import {Ping} from '../../../src/kmip/operations/ping.ts'
import {Register} from '../../../src/kmip/operations/register.ts'
import {Revoke} from '../../../src/kmip/operations/revoke.ts'
import type {Operation} from '../../../src/kmip/schema/operation.ts'
import type {Plain} from '../../../src/notation/plain.ts'
import {requestFromPlain} from '../../../src/notation/request-from-plain.ts'
import {plainFromRequest} from '../../../src/notation/write-plain.ts'
import {UsageError} from '../../../src/errors.ts'

const now = new Date('2026-03-01T00:00:00Z')
const encryptDecrypt = 0x0c

describe('requestFromPlain', () => {
  it('reads names however they are spelt, and attributes by name', () => {
    const request = requestFromPlain(
      Create,
      {
        'object-type': 'symmetric key',
        Attributes: {
          'Cryptographic Algorithm': 'AES',
          cryptographicLength: 256,
          'Cryptographic Usage Mask': ['Encrypt', 'Decrypt'],
          Name: ['payroll', {'Name Value': 'urn:a', 'Name Type': 'URI'}],
          'Activation Date': '+1d',
          'x-team': 'storage',
          'x-count': 5,
          'Cryptographic Parameters': 'CBC/PKCS5',
        },
      },
      {now},
    )
    expect(request.objectType).toBe('SymmetricKey')
    const {attributes} = request
    expect(attributes.get('CryptographicAlgorithm')).toBe('AES')
    expect(attributes.get('CryptographicLength')).toBe(256)
    expect(attributes.get('CryptographicUsageMask')).toBe(encryptDecrypt)
    expect(attributes.all('Name')).toEqual([
      {nameValue: 'payroll', nameType: 'UninterpretedTextString'},
      {nameValue: 'urn:a', nameType: 'URI'},
    ])
    expect(attributes.get('ActivationDate')).toEqual(new Date('2026-03-02T00:00:00Z'))
    expect(attributes.get('x:team')).toMatchObject({value: 'storage'})
    expect(attributes.get('x:count')).toMatchObject({value: 5, type: 2})
    expect(attributes.get('CryptographicParameters')).toEqual({blockCipherMode: 'CBC', paddingMethod: 'PKCS5'})
  })

  it('takes the words of 1.x for sets of attributes', () => {
    const {attributes} = requestFromPlain(
      Create,
      {'Object Type': 'SymmetricKey', 'Template-Attribute': {'Object Group': 'a'}},
      {now},
    )
    expect(attributes.all('ObjectGroup')).toEqual(['a'])
  })

  it('reads objects with their key material in every form of bytes', () => {
    const key = (keyMaterial: Plain) =>
      requestFromPlain(
        Register,
        {
          'Object Type': 'Symmetric Key',
          'Symmetric Key': {'Key Block': {'Key Format Type': 'Raw', 'Key Value': {'Key Material': keyMaterial}}},
        },
        {now},
      ).object
    const forms = ['00ff', {hex: '00 ff'}, {base64: 'AP8='}, new Uint8Array([0, 255])]
    for (const form of forms) {
      expect(key(form)).toEqual({
        type: 'SymmetricKey',
        value: {keyBlock: {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial: new Uint8Array([0, 255])}}},
      })
    }
  })

  it('tells texts from words of an enumeration by their type', () => {
    expect(requestFromPlain(Get, {'Unique Identifier': '42'}, {now})).toEqual({uniqueIdentifier: '42'})
    const placeholder = {type: 'Enumeration', value: 'ID Placeholder'}
    expect(requestFromPlain(Get, {'Unique Identifier': placeholder}, {now})).toEqual({
      uniqueIdentifier: {placeholder: 'IDPlaceholder'},
    })
  })

  const refused: readonly [string, Operation, Plain, RegExp][] = [
    ['an unknown member', Get, {'Unique Identifer': 'a'}, /"Unique Identifer", which Get does not know/],
    [
      'an unknown attribute',
      Create,
      {'Object Type': 'SymmetricKey', Attributes: {Nmae: 'a'}},
      /Unknown attribute "Nmae"/,
    ],
    ['a missing member', Create, {Attributes: {}}, /request lacks Object Type, which Create needs/],
    ['an unknown word', Create, {'Object Type': 'Symetric'}, /request, Object Type does not know "Symetric"/],
    [
      'a wrong type',
      Create,
      {'Object Type': 'SymmetricKey', Attributes: {'Cryptographic Length': 'long'}},
      /Length takes/,
    ],
    ['a number for a text', Get, {'Unique Identifier': 42}, /Unique Identifier takes a text/],
    ['something in an empty request', Ping, {Data: 'a'}, /Ping does not know/],
    ['a nested stranger', Revoke, {'Revocation Reason': {Reason: 'x'}}, /Revocation Reason has "Reason"/],
    ['a list', Get, ['a'], /request takes a mapping, not a list/],
    ['two of one member', Get, {'Unique Identifier': 'a', uniqueIdentifier: 'b'}, /twice/],
    ['two identifiers', Get, {'Unique Identifier': ['a', 'b']}, /appears 2 times/],
  ]
  it.each(refused)('refuses %s by a sentence that says where', (_, operation, plain, sentence) => {
    expect(() => requestFromPlain(operation, plain, {now})).toThrow(UsageError)
    expect(() => requestFromPlain(operation, plain, {now})).toThrow(sentence)
  })

  it('does not show what stands in place of key material', () => {
    const plain = {
      'Object Type': 'SymmetricKey',
      'Symmetric Key': {'Key Block': {'Key Format Type': 'Raw', 'Key Value': {'Key Material': 's3cr3t!'}}},
    }
    expect(() => requestFromPlain(Register, plain, {now})).toThrow(/^(?!.*s3cr3t).*Key Material takes hex/)
  })

  it('fails by nothing but usage errors, whatever is written', () => {
    const operations: readonly Operation[] = [Create, Register, Locate, Encrypt, GetAttributes, ModifyAttribute]
    const words = fc.constantFrom(
      'Attributes',
      'Name',
      'Object Type',
      'Symmetric Key',
      'Key Block',
      'type',
      'value',
      'Data',
      'x-a',
      'hex',
    )
    const {plain} = fc.letrec<{plain: Plain}>((tie) => ({
      plain: fc.oneof(
        {maxDepth: 4},
        fc.constantFrom<Plain>(null, true, 1.5, -1, 2n ** 70n, 'AES', 'ff', 'SymmetricKey', '+1d', 'Structure'),
        fc.array(tie('plain'), {maxLength: 3}),
        fc.dictionary(words, tie('plain'), {maxKeys: 4}),
      ),
    }))
    fc.assert(
      fc.property(fc.constantFrom(...operations), plain, (operation, value) => {
        try {
          requestFromPlain(operation, value, {now})
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError)
        }
      }),
      {numRuns: 500},
    )
  })
})

describe('plainFromRequest', () => {
  const requests: readonly [string, Operation, Plain][] = [
    [
      'attributes',
      Create,
      {
        'Object Type': 'Symmetric Key',
        Attributes: {
          'Cryptographic Algorithm': 'AES',
          'Cryptographic Usage Mask': ['Encrypt', 'Decrypt'],
          Name: ['a', 'b'],
          'x-team': 'storage',
          'x-count': {type: 'Integer', value: 5},
        },
      },
    ],
    [
      'three sets of attributes',
      CreateKeyPair,
      {
        'Common Attributes': {'Cryptographic Algorithm': 'RSA'},
        'Private Key Attributes': {Name: 'private'},
        'Public Key Attributes': {Name: 'public'},
      },
    ],
    [
      'bytes and nested structures',
      Encrypt,
      {
        'Unique Identifier': '7',
        'Cryptographic Parameters': {'Block Cipher Mode': 'GCM', 'Tag Length': 16},
        Data: '00ff',
        'IV/Counter/Nonce': '0011',
      },
    ],
    ['names of attributes', GetAttributes, {'Unique Identifier': '7', 'Attribute Reference': ['Name', 'State']}],
    [
      'a name of one attribute',
      AdjustAttribute,
      {
        'Attribute Reference': 'Cryptographic Length',
        'Adjustment Type': 'Increment',
        'Adjustment Value': {type: 'Integer', value: 4},
      },
    ],
    ['one attribute with its index', ModifyAttribute, {'New Attribute': {Name: 'b', 'Attribute Index': 1}}],
    ['one attribute', AddAttribute, {'Unique Identifier': '7', 'New Attribute': {'Object Group': 'a'}}],
    [
      'dates and an empty mask',
      Locate,
      {Attributes: {'Initial Date': ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'], 'Cryptographic Usage Mask': []}},
    ],
  ]
  it.each(requests)('writes %s as it is read', (_, operation, plain) => {
    const request = requestFromPlain(operation, plain, {now})
    const written = plainFromRequest(operation, request)
    expect(requestFromPlain(operation, written, {now})).toEqual(request)
    expect(Object.keys(written).length).toBe(Object.keys(Object(plain)).length)
  })

  it('uses the names of the specification', () => {
    const attributes = new AttributeSet().set('CryptographicUsageMask', encryptDecrypt)
    attributes.add('Name', {nameValue: 'payroll', nameType: 'UninterpretedTextString'})
    expect(plainFromRequest(Create, {objectType: 'SymmetricKey', attributes})).toEqual({
      'Object Type': 'Symmetric Key',
      Attributes: {'Cryptographic Usage Mask': ['Encrypt', 'Decrypt'], Name: 'payroll'},
    })
  })
})
