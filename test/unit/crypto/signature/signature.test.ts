import {constants, createHash, generateKeyPairSync, sign, verify, type KeyObject} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {derInteger, derSequence} from '../../../../src/crypto/keys/der.ts'
import {OtherAlgorithm, signatureScheme} from '../../../../src/crypto/signature/signature.ts'
import type {SignatureInput} from '../../../../src/crypto/signature/signature-scheme.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {dsaPair, ecPair, rsaPair, type Pair} from '../../../support/key-pairs.ts'
import {refusal} from '../refusal.ts'
import {dsa1024, ecdsaP256, ed25519, pkcs1Sha256, pssSha1, publicOf} from './vectors.ts'

function data(...parts: readonly Uint8Array[]): SignatureInput {
  return {kind: 'data', parts}
}

function digested(hash: string, message: Uint8Array): SignatureInput {
  return {kind: 'digest', digest: createHash(hash).update(message).digest()}
}

const message = Buffer.from('sign me')
const sha256 = {hashingAlgorithm: 'SHA_256'} as const
const pss = {paddingMethod: 'PSS'} as const

describe('Known answers', () => {
  it('of RSASSA-PKCS1-v1_5, from the data and from their digest', () => {
    const {privateKey, signature} = pkcs1Sha256
    const scheme = signatureScheme(privateKey, sha256)
    for (const input of [data(pkcs1Sha256.message), digested('sha256', pkcs1Sha256.message)]) {
      expect(scheme.sign(privateKey, input)).toEqual(signature)
      expect(scheme.verify(publicOf(pkcs1Sha256), input, signature)).toBe(true)
    }
  })

  it.each(pssSha1)('of RSASSA-PSS', (vector) => {
    const {signature} = vector
    for (const parameters of [{}, {saltLength: 20}, {maskGeneratorHashingAlgorithm: 'SHA_1'} as const]) {
      const scheme = signatureScheme(publicOf(vector), {...pss, hashingAlgorithm: 'SHA_1', ...parameters})
      for (const input of [data(vector.message), digested('sha1', vector.message)]) {
        expect(scheme.verify(publicOf(vector), input, signature)).toBe(true)
      }
    }
    const other = signatureScheme(publicOf(vector), {...pss, hashingAlgorithm: 'SHA_1', saltLength: 19})
    expect(other.verify(publicOf(vector), data(vector.message), signature)).toBe(false)
    expect(other.verify(publicOf(vector), digested('sha1', vector.message), signature)).toBe(false)
  })

  it.each([
    ['ECDSA', ecdsaP256],
    ['DSA', dsa1024],
  ])('of %s, from the data and from their digest', (_, vector) => {
    const signature = derSequence(derInteger(vector.r), derInteger(vector.s))
    const scheme = signatureScheme(publicOf(vector), sha256)
    for (const input of [data(vector.message), digested('sha256', vector.message)]) {
      expect(scheme.verify(publicOf(vector), input, signature)).toBe(true)
      const changed = derSequence(derInteger(vector.r), derInteger(vector.s + 1n))
      expect(scheme.verify(publicOf(vector), input, changed)).toBe(false)
    }
  })

  it('of Ed25519', () => {
    const scheme = signatureScheme(ed25519.privateKey, {})
    expect(scheme.sign(ed25519.privateKey, data())).toEqual(ed25519.signature)
    expect(scheme.verify(publicOf(ed25519), data(), ed25519.signature)).toBe(true)
  })
})

const kinds: readonly (readonly [string, () => Pair, CryptographicParameters])[] = [
  ['RSA PKCS1 v1.5', () => rsaPair(1024), sha256],
  ['RSA PSS', () => rsaPair(1024), {...pss, ...sha256}],
  ['RSA PSS with another mask', () => rsaPair(1024), {...pss, ...sha256, maskGeneratorHashingAlgorithm: 'SHA_1'}],
  ['RSA PSS of an odd modulus', () => rsaPair(1025), {...pss, ...sha256, maskGeneratorHashingAlgorithm: 'SHA_1'}],
  ['RSA PSS without salt', () => rsaPair(1024), {...pss, ...sha256, saltLength: 0}],
  ['RSA X9.31', () => rsaPair(1024), {paddingMethod: 'X9_31', ...sha256}],
  ['RSA X9.31 with SHA-512', () => rsaPair(1024), {paddingMethod: 'X9_31', hashingAlgorithm: 'SHA_512'}],
  ['DSA', dsaPair, sha256],
  ['ECDSA on P-256', ecPair, sha256],
  ['ECDSA on P-521', () => ecPair('secp521r1'), {hashingAlgorithm: 'SHA_384'}],
  ['ECDSA on a curve shorter than the hash', () => ecPair('secp160r1'), sha256],
  ['ECDSA on K-233', () => ecPair('sect233k1'), sha256],
  ['ECDSA on B-283', () => ecPair('sect283r1'), sha256],
  ['ECDSA on B-571', () => ecPair('sect571r1'), sha256],
  ['ECDSA on c2tnb191v1', () => ecPair('c2tnb191v1'), sha256],
  ['ECDSA on brainpoolP512r1', () => ecPair('brainpoolP512r1'), {hashingAlgorithm: 'SHA_512'}],
]

describe.each(kinds)('%s', (_, pair, parameters) => {
  const hash = {SHA_256: 'sha256', SHA_384: 'sha384', SHA_512: 'sha512'}[String(parameters.hashingAlgorithm)] ?? ''

  it('verifies what it signs, data in parts and their digest alike', () => {
    const {privateKey, publicKey} = pair()
    const scheme = signatureScheme(privateKey, parameters)
    const inputs = [data(message), data(message.subarray(0, 3), message.subarray(3)), digested(hash, message)]
    for (const signed of inputs) {
      const signature = scheme.sign(privateKey, signed)
      for (const input of inputs) expect(scheme.verify(publicKey, input, signature)).toBe(true)
    }
  })

  it('finds every change', () => {
    const {privateKey, publicKey} = pair()
    const scheme = signatureScheme(privateKey, parameters)
    const signature = scheme.sign(privateKey, data(message))
    const other = Buffer.from('sign you')
    const changed = Buffer.from(signature)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    for (const inputOf of [data, (part: Uint8Array) => digested(hash, part)]) {
      expect(scheme.verify(publicKey, inputOf(other), signature)).toBe(false)
      expect(scheme.verify(publicKey, inputOf(message), changed)).toBe(false)
      expect(scheme.verify(publicKey, inputOf(message), signature.subarray(1))).toBe(false)
      expect(scheme.verify(publicKey, inputOf(message), new Uint8Array(0))).toBe(false)
    }
  })
})

describe('A signature', () => {
  it('of a digest is one that OpenSSL takes for one of the data', () => {
    for (const pair of [ecPair(), dsaPair()]) {
      const signature = signatureScheme(pair.privateKey, {}).sign(pair.privateKey, digested('sha384', message))
      expect(verify('sha384', message, pair.publicKey, signature)).toBe(true)
    }
    const {privateKey, publicKey} = rsaPair(1024)
    const scheme = signatureScheme(privateKey, {...pss, ...sha256, saltLength: 11})
    const key = {key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 11}
    expect(verify('sha256', message, key, scheme.sign(privateKey, digested('sha256', message)))).toBe(true)
  })

  it('of a digest with X9.31 is the one that OpenSSL makes of the data', () => {
    const {privateKey, publicKey} = rsaPair(1024)
    const padding = constants.RSA_X931_PADDING
    for (const [hashingAlgorithm, name] of [
      ['SHA_1', 'sha1'],
      ['SHA_256', 'sha256'],
      ['SHA_384', 'sha384'],
      ['SHA_512', 'sha512'],
    ] as const) {
      const scheme = signatureScheme(privateKey, {paddingMethod: 'X9_31', hashingAlgorithm})
      const signature = scheme.sign(privateKey, digested(name, message))
      expect(signature).toEqual(sign(name, message, {key: privateKey, padding}))
      expect(scheme.verify(publicKey, digested(name, message), signature)).toBe(true)
    }
  })

  it('of a digest of no named hash is one of the bytes themselves', () => {
    const input = {kind: 'digest', digest: Buffer.from('0102030405060708', 'hex')} as const
    for (const {privateKey, publicKey} of [rsaPair(1024), ecPair(), dsaPair()]) {
      const scheme = signatureScheme(privateKey, {})
      expect(scheme.verify(publicKey, input, scheme.sign(privateKey, input))).toBe(true)
    }
  })

  it('has a salt as long as the hash where none is named', () => {
    const {privateKey, publicKey} = rsaPair(1024)
    const signature = signatureScheme(privateKey, {...pss, ...sha256}).sign(privateKey, data(message))
    const key = {key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32}
    expect(verify('sha256', message, key, signature)).toBe(true)
  })

  it('of PSS keys is PSS', () => {
    const {privateKey, publicKey} = generateKeyPairSync('rsa-pss', {modulusLength: 1024})
    const signature = signatureScheme(privateKey, sha256).sign(privateKey, data(message))
    expect(verify('sha256', message, publicKey, signature)).toBe(true)
  })

  it.each([
    ['SHA_256WithRSAEncryption', () => rsaPair(1024), 'sha256'],
    ['SHA3_512WithRSAEncryption', () => rsaPair(1024), 'sha3-512'],
    ['DSAWithSHA_1', dsaPair, 'sha1'],
    ['ECDSAWithSHA384', ecPair, 'sha384'],
  ] as const)('by the one word %s is the same', (digitalSignatureAlgorithm, pair, hash) => {
    const {privateKey, publicKey} = pair()
    const scheme = signatureScheme(privateKey, {digitalSignatureAlgorithm})
    expect(verify(hash, message, publicKey, scheme.sign(privateKey, data(message)))).toBe(true)
    expect(scheme.verify(publicKey, data(message), sign(hash, message, privateKey))).toBe(true)
  })
})

describe('Parameters', () => {
  const rsa = (): KeyObject => rsaPair(1024).privateKey
  const ec = (): KeyObject => ecPair().privateKey

  it('of another algorithm than the key are told apart from other refusals', () => {
    for (const parameters of [{cryptographicAlgorithm: 'RSA'}, {digitalSignatureAlgorithm: 'DSAWithSHA256'}] as const) {
      expect(() => signatureScheme(ec(), parameters)).toThrow(OtherAlgorithm)
    }
    for (const name of ['EC', 'ECDSA'] as const) signatureScheme(ec(), {cryptographicAlgorithm: name})
  })

  it.each([
    [
      'two different hashes',
      rsa,
      {digitalSignatureAlgorithm: 'SHA_1WithRSAEncryption', ...sha256},
      'BadCryptographicParameters',
    ],
    [
      'two different paddings',
      rsa,
      {digitalSignatureAlgorithm: 'RSASSA_PSS', paddingMethod: 'PKCS1V1_5'},
      'BadCryptographicParameters',
    ],
    ['PSS without a hash', rsa, pss, 'MissingData'],
    ['X9.31 without a hash', rsa, {paddingMethod: 'X9_31'}, 'MissingData'],
    [
      'a hash that X9.31 has no number for',
      rsa,
      {paddingMethod: 'X9_31', hashingAlgorithm: 'SHA3_256'},
      'UnsupportedCryptographicParameters',
    ],
    ['a padding for encryption', rsa, {paddingMethod: 'OAEP', ...sha256}, 'UnsupportedCryptographicParameters'],
    ['a hash that OpenSSL has not', rsa, {...pss, hashingAlgorithm: 'Tiger'}, 'UnsupportedCryptographicParameters'],
    [
      'an unknown mask generator',
      rsa,
      {...pss, ...sha256, maskGenerator: 0x80000001},
      'UnsupportedCryptographicParameters',
    ],
    ['an unknown trailer', rsa, {...pss, ...sha256, trailerField: 2}, 'UnsupportedCryptographicParameters'],
    ['an unknown word', rsa, {digitalSignatureAlgorithm: 0x80000001}, 'UnsupportedCryptographicParameters'],
  ] as const)('are refused with %s', (_, key, parameters, reason) => {
    refusal(reason, () => signatureScheme(key(), parameters))
  })

  it.each([
    ['data without a hash', ec, {}, data(message), 'MissingData'],
    ['data without a hash', rsa, {}, data(message), 'MissingData'],
    ['a digest of another length than its hash', ec, sha256, digested('sha1', message), 'BadCryptographicParameters'],
    [
      'a salt that does not fit',
      rsa,
      {...pss, ...sha256, saltLength: 100},
      data(message),
      'BadCryptographicParameters',
    ],
    ['a negative salt', rsa, {...pss, ...sha256, saltLength: -1}, data(message), 'BadCryptographicParameters'],
    ['a digest of zeros', ec, {}, {kind: 'digest', digest: new Uint8Array(32)}, 'BadCryptographicParameters'],
    ['a digest longer than the key', rsa, {}, {kind: 'digest', digest: new Uint8Array(128)}, 'CryptographicFailure'],
  ] as const)('do not sign %s', (...[, key, parameters, input, reason]) => {
    refusal(reason, () => signatureScheme(key(), parameters).sign(key(), input))
  })

  it('make no signatures with keys that cannot sign', () => {
    const {privateKey} = generateKeyPairSync('x25519')
    refusal('BadCryptographicParameters', () => signatureScheme(privateKey, {}))
    refusal('BadCryptographicParameters', () => {
      const {privateKey: edwards} = generateKeyPairSync('ed448')
      signatureScheme(edwards, {}).sign(edwards, digested('sha256', message))
    })
  })
})
