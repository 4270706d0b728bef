import {describe, expect, it} from 'vitest'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {Register} from '../../../../src/kmip/operations/register.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {ecPair, ecPrivate, keyOf, rsaPair, rsaPrivate, rsaPublic, spkiPublic} from '../../../support/key-pairs.ts'
import {attributes, register} from '../../../support/managed-objects.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

describe('Register of private and public keys', () => {
  it.each([
    ['RSA', 2048, rsaPrivate()],
    ['RSA', 2048, rsaPublic()],
    ['EC', 256, ecPrivate()],
    ['EC', 521, spkiPublic(ecPair('secp521r1'))],
  ] as const)('finds %s and %d bits in the material', async (algorithm, length, object) => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, object)
    const answer = await t.call(GetAttributes, {uniqueIdentifier})
    expect(answer.attributes?.get('CryptographicAlgorithm')).toBe(algorithm)
    expect(answer.attributes?.get('CryptographicLength')).toBe(length)
    expect(answer.attributes?.get('Digest')).toMatchObject({keyFormatType: object.value.keyBlock.keyFormatType})
    expect(keyBlockOf((await t.call(Get, {uniqueIdentifier})).object)).toEqual({
      ...object.value.keyBlock,
      cryptographicAlgorithm: algorithm,
      cryptographicLength: length,
    })
  })

  it('takes ECDSA as the algorithm of a key on a curve', async () => {
    const t = await createTestEngine()
    const values = {
      CryptographicAlgorithm: 'ECDSA',
      CryptographicLength: 256,
      CryptographicDomainParameters: {recommendedCurve: 'P_256'},
    } as const
    await register(t, ecPrivate(), values)
  })

  it.each([
    ['of another algorithm', ecPrivate(), {CryptographicAlgorithm: 'RSA', CryptographicLength: 256}],
    ['of another length', rsaPublic(), {CryptographicAlgorithm: 'RSA', CryptographicLength: 1024}],
    ['on another curve', ecPrivate(), {CryptographicDomainParameters: {recommendedCurve: 'SECP256K1'}}],
    ['that is garbage', keyOf('PublicKey', 'X_509', Uint8Array.of(1, 2, 3)), {}],
    ['in a format of the other half', keyOf('PublicKey', 'PKCS_8', Uint8Array.of(1, 2, 3)), {}],
    ['that is of the other half', keyOf('PublicKey', 'PKCS_1', privateBytes()), {}],
    ['whose halves belong to different keys', keyOf('PrivateKey', 'ECPrivateKey', mixedHalves()), {}],
    ['whose numbers do not belong together', keyOf('PrivateKey', 'PKCS_1', brokenPrime()), {}],
  ] as const)('refuses a key %s', async (_, object, values) => {
    const t = await createTestEngine()
    const request = {objectType: object.type, attributes: attributes(values), object}
    expect(await t.reason(Register, request)).toBe('InvalidField')
    expect(t.internalErrors).toEqual([])
  })

  it('takes the curve of a bare point from the attributes', async () => {
    const t = await createTestEngine()
    const {object} = await t.call(Get, {
      uniqueIdentifier: await register(t, spkiPublic(ecPair('secp256k1'))),
      keyFormatType: 'Raw',
    })
    const block = keyBlockOf(object)
    if (block?.keyValue?.kind !== 'plain') throw new Error('There is no point')
    const values = {
      CryptographicAlgorithm: 'EC',
      CryptographicDomainParameters: {recommendedCurve: 'SECP256K1'},
    } as const
    const id = await register(t, keyOf('PublicKey', 'Raw', block.keyValue.keyMaterial), values)
    const back = await t.call(Get, {uniqueIdentifier: id, keyFormatType: 'X_509'})
    expect(keyBlockOf(back.object)?.keyValue).toEqual(spkiPublic(ecPair('secp256k1')).value.keyBlock.keyValue)
  })
})

describe('Get of private and public keys', () => {
  it('gives every format that the key has', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, rsaPrivate())
    for (const keyFormatType of ['PKCS_8', 'TransparentRSAPrivateKey', 'PKCS_1'] as const) {
      const {object} = await t.call(Get, {uniqueIdentifier, keyFormatType}, {version: '1.0'})
      expect(keyBlockOf(object)).toMatchObject({
        keyFormatType,
        cryptographicAlgorithm: 'RSA',
        cryptographicLength: 2048,
      })
    }
    expect(await t.reason(Get, {uniqueIdentifier, keyFormatType: 'X_509'})).toBe('KeyFormatTypeNotSupported')
    expect(await t.reason(Get, {uniqueIdentifier, keyFormatType: 'ECPrivateKey'})).toBe('KeyFormatTypeNotSupported')
  })

  it('compresses points on curves over prime fields, and says so in the key block', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, spkiPublic(ecPair()))
    const keyCompressionType = 'ECPublicKeyTypeX9_62CompressedPrime'
    const {object} = await t.call(Get, {uniqueIdentifier, keyCompressionType})
    expect(keyBlockOf(object)?.keyCompressionType).toBe(keyCompressionType)
    const again = await register(t, object)
    const plain = await t.call(Get, {uniqueIdentifier: again, keyCompressionType: 'ECPublicKeyTypeUncompressed'})
    expect(keyBlockOf(plain.object)?.keyValue).toEqual(spkiPublic(ecPair()).value.keyBlock.keyValue)
    const other = {uniqueIdentifier, keyCompressionType: 'ECPublicKeyTypeX9_62CompressedChar2'} as const
    expect(await t.reason(Get, other)).toBe('KeyCompressionTypeNotSupported')
  })

  it('compresses points on binary curves by their own name', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await register(t, spkiPublic(ecPair('sect233k1')))
    await t.call(Get, {uniqueIdentifier, keyCompressionType: 'ECPublicKeyTypeX9_62CompressedChar2'})
    const prime = {uniqueIdentifier, keyCompressionType: 'ECPublicKeyTypeX9_62CompressedPrime'} as const
    expect(await t.reason(Get, prime)).toBe('KeyCompressionTypeNotSupported')
  })
})

function privateBytes(): Uint8Array {
  return rsaPair().privateKey.export({format: 'der', type: 'pkcs1'})
}

/** The private number of one key with the point of another. */
function mixedHalves(): Uint8Array {
  const mine = ecPair('prime256v1').privateKey.export({format: 'der', type: 'sec1'})
  const other = ecPair('secp256k1').privateKey.export({format: 'der', type: 'sec1'})
  // version and number stand in the first 39 bytes
  const mixed = Buffer.from(mine)
  other.copy(mixed, 7, 7, 39)
  return mixed
}

function brokenPrime(): Uint8Array {
  const broken = Buffer.from(privateBytes())
  const last = broken.length - 1
  broken[last] = (broken[last] ?? 0) ^ 1
  return broken
}
