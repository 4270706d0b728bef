import {createSecretKey, generateKeyPairSync, randomBytes, X509Certificate} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import type {ManagedObject} from '../../../src/kmip/objects/managed-object.ts'
import {objectBytes} from '../../../src/kmip/objects/object-bytes.ts'
import {
  certificate,
  keyObject,
  opaqueObject,
  privateKey,
  publicKey,
  secretData,
  symmetricKey,
} from '../../../src/library/objects.ts'
import {tlsFixture} from '../../support/tls-fixtures.ts'

const rsa = generateKeyPairSync('rsa', {modulusLength: 2048})
const ec = generateKeyPairSync('ec', {namedCurve: 'P-384'})

describe('objects of the library', () => {
  it('carry a symmetric key, given as bytes or as a key of Node', () => {
    const bytes = randomBytes(24)
    for (const given of [bytes, createSecretKey(bytes)]) {
      const object = symmetricKey(given, 'AES')
      expect(object.value.keyBlock).toMatchObject({cryptographicAlgorithm: 'AES', cryptographicLength: 192})
      expect(objectBytes(object)).toEqual(bytes)
      expect(keyObject(object).export()).toEqual(bytes)
    }
  })

  it.each([
    ['RSA', rsa, 2048],
    ['EC', ec, 384],
  ] as const)('carry both halves of an %s pair, given as PEM or as keys of Node', (algorithm, pair, bits) => {
    const pem = pair.privateKey.export({format: 'pem', type: 'pkcs8'}).toString()
    for (const given of [pem, pair.privateKey]) {
      const object = privateKey(given)
      expect(object.value.keyBlock).toMatchObject({
        cryptographicAlgorithm: algorithm,
        cryptographicLength: bits,
        keyFormatType: 'PKCS_8',
      })
      expect(keyObject(object).equals(pair.privateKey)).toBe(true)
    }
    const spki = pair.publicKey.export({format: 'pem', type: 'spki'}).toString()
    for (const given of [spki, pair.publicKey]) expect(keyObject(publicKey(given)).equals(pair.publicKey)).toBe(true)
  })

  it('read keys of the transparent formats', () => {
    const {n = '', e = ''} = rsa.publicKey.export({format: 'jwk'})
    const big = (text: string) => Buffer.concat([Buffer.alloc(8), Buffer.from(text, 'base64url')])
    const padded = (bytes: Buffer) => Buffer.concat([Buffer.alloc((8 - (bytes.length % 8)) % 8), bytes])
    const object: ManagedObject = {
      type: 'PublicKey',
      value: {
        keyBlock: {
          keyFormatType: 'TransparentRSAPublicKey',
          keyValue: {
            kind: 'plain',
            keyMaterial: {
              tag: 0x420043,
              type: 1,
              value: [
                {tag: 0x420052, type: 4, value: padded(big(n))},
                {tag: 0x42006c, type: 4, value: padded(big(e))},
              ],
            },
          },
        },
      },
    }
    expect(keyObject(object).equals(rsa.publicKey)).toBe(true)
    expect(() => objectBytes(object)).toThrow('A key in the format TransparentRSAPublicKey is a structure and no bytes')
  })

  it('carry secrets, opaque bytes and certificates', () => {
    expect(objectBytes(secretData('sesame'))).toEqual(Buffer.from('sesame'))
    expect(secretData(Uint8Array.of(1), 'Seed').value.secretDataType).toBe('Seed')
    expect(opaqueObject(Uint8Array.of(1)).value).toEqual({
      opaqueDataType: 0x80000000,
      opaqueDataValue: Uint8Array.of(1),
    })
    const pem = tlsFixture('client.pem')
    const read = new X509Certificate(pem)
    for (const given of [pem, read.raw, read]) expect(objectBytes(certificate(given))).toEqual(read.raw)
  })

  it('refuse what is not what it is given for', () => {
    expect(() => privateKey(rsa.publicKey)).toThrow('A public key is given where a private key is expected')
    expect(() => privateKey('secret words')).toThrow('The text is no private key in PEM')
    expect(() => certificate('no')).toThrow('The certificate is neither PEM nor DER')
    expect(() => keyObject(secretData('sesame'))).toThrow('An object of the type SecretData is no key')
  })

  it('refuse keys that cannot be read', () => {
    const block = {keyFormatType: 'Raw'} as const
    const wrapped = {...block, keyValue: {kind: 'wrapped', bytes: Uint8Array.of(1)}} as const
    expect(() => keyObject({type: 'SymmetricKey', value: {keyBlock: wrapped}})).toThrow('The key is wrapped')
    expect(() => keyObject({type: 'SymmetricKey', value: {keyBlock: block}})).toThrow('The server sent no key value')
    expect(objectBytes({type: 'SymmetricKey', value: {keyBlock: wrapped}})).toEqual(Uint8Array.of(1))
  })
})
