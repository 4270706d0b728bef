import {describe, expect, expectTypeOf, it} from 'vitest'
import {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import type {KeyBlock} from '../../../../src/kmip/objects/key-block.ts'
import {
  decodeObject,
  encodeObject,
  managedObject,
  managedObjectTypes,
  type ManagedObject,
  type ManagedObjectType,
} from '../../../../src/kmip/objects/managed-object.ts'
import {DecodeError} from '../../../../src/kmip/schema/decode-error.ts'
import {ObjectType} from '../../../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {fromHex, toHex} from '../../ttlv/golden.ts'
import {shown} from '../operations/payload.ts'

const keyBlock: KeyBlock = {
  keyFormatType: 'Raw',
  keyValue: {kind: 'plain', keyMaterial: fromHex('0011')},
  cryptographicAlgorithm: 'AES',
  cryptographicLength: 16,
}

const samples: {readonly [T in ManagedObjectType]: ManagedObject<T>} = {
  Certificate: {type: 'Certificate', value: {certificateType: 'X_509', certificateValue: fromHex('3000')}},
  SymmetricKey: {type: 'SymmetricKey', value: {keyBlock}},
  PublicKey: {type: 'PublicKey', value: {keyBlock}},
  PrivateKey: {type: 'PrivateKey', value: {keyBlock}},
  SplitKey: {
    type: 'SplitKey',
    value: {
      splitKeyParts: 3,
      keyPartIdentifier: 1,
      splitKeyThreshold: 2,
      splitKeyMethod: 'PolynomialSharingPrimeField',
      primeFieldSize: 2n ** 127n - 1n,
      keyBlock,
    },
  },
  Template: {type: 'Template', value: {attributes: new AttributeSet().set('CryptographicLength', 128)}},
  SecretData: {type: 'SecretData', value: {secretDataType: 'Password', keyBlock}},
  OpaqueObject: {type: 'OpaqueObject', value: {opaqueDataType: 0x80000001, opaqueDataValue: fromHex('ff')}},
  PGPKey: {type: 'PGPKey', value: {pgpKeyVersion: 4, keyBlock}},
  CertificateRequest: {
    type: 'CertificateRequest',
    value: {certificateRequestType: 'PKCS_10', certificateRequestValue: fromHex('3000')},
  },
}

describe('managed objects', () => {
  it('are all Object Types up to 2.1, in order', () => {
    const published = ObjectType.entries.filter(({since}) => since !== '3.0').map(({name}) => name)
    expect(managedObjectTypes).toEqual(published)
  })

  it.each(Object.values<ManagedObject>(samples))('$type survives storage', (object) => {
    expect(shown(decodeObject(encodeObject(object)))).toEqual(shown(object))
  })

  it('are stored as the plain TTLV of the object', () => {
    expect(toHex(encodeObject(samples.Certificate))).toBe(
      toHex(
        fromHex(`42 00 13 | 01 | 00 00 00 20
                   42 00 1d | 05 | 00 00 00 04 | 00 00 00 01 00 00 00 00
                   42 00 1e | 08 | 00 00 00 02 | 30 00 00 00 00 00 00 00`),
      ),
    )
  })

  it('do not come from other structures', () => {
    expect(() => decodeObject(fromHex('42 00 40 | 01 | 00 00 00 00'))).toThrow(
      new DecodeError('KeyBlock is not a managed object'),
    )
  })

  it('tell the path to what is wrong', () => {
    expect(() => decodeObject(fromHex('42 00 8f | 01 | 00 00 00 08 | 42 00 40 | 01 | 00 00 00 00'))).toThrow(
      'KeyFormatType is missing in SymmetricKey > KeyBlock',
    )
  })

  it.each([
    ['Template', '1.4', '2.0'],
    ['PGPKey', '1.2', '1.1'],
    ['CertificateRequest', '2.0', '1.4'],
  ] as const)('%s can be sent in %s, not in %s', (type, known, unknown) => {
    const field = managedObject()
    const out: Parameters<typeof field.encode>[2] = []
    field.encode(samples[type], known, out)
    expect(out.map(({tag}) => tag)).toEqual([Tag[type]])
    expect(() => field.encode(samples[type], unknown, out)).toThrow(
      expect.objectContaining({reason: 'FeatureNotSupported'}),
    )
  })

  it('have a value of the type that they name', () => {
    expectTypeOf<ManagedObject<'SymmetricKey'>>().toEqualTypeOf<{
      readonly type: 'SymmetricKey'
      readonly value: {readonly keyBlock: KeyBlock}
    }>()
    expectTypeOf<
      Extract<ManagedObject, {type: 'OpaqueObject'}>['value']['opaqueDataValue']
    >().toEqualTypeOf<Uint8Array>()
  })
})
