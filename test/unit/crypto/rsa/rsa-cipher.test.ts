import {constants, privateDecrypt, publicEncrypt, type KeyObject} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {rsaDecrypt, rsaEncrypt} from '../../../../src/crypto/rsa/rsa-cipher.ts'
import {systemRandom} from '../../../../src/crypto/random.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import {dsaPair, rsaPair} from '../../../support/key-pairs.ts'
import {refusal} from '../refusal.ts'
import {oaepSha1, publicOf} from '../signature/vectors.ts'

const oaep = {paddingMethod: 'OAEP'} as const
const pkcs1 = {paddingMethod: 'PKCS1V1_5'} as const
const data = Buffer.from('a key for something else')

const all: readonly CryptographicParameters[] = [
  pkcs1,
  oaep,
  {...oaep, hashingAlgorithm: 'SHA_256'},
  {...oaep, hashingAlgorithm: 'SHA_256', maskGenerator: 'MGF1', maskGeneratorHashingAlgorithm: 'SHA_1'},
  {...oaep, hashingAlgorithm: 'SHA3_256', pSource: Buffer.from('label')},
]

describe('RSA encryption', () => {
  it('reads the published example, and gives it for its seed', () => {
    const {privateKey, message, seed, ciphertext} = oaepSha1
    expect(rsaDecrypt(privateKey, oaep, ciphertext)).toEqual(message)
    expect(rsaEncrypt(publicOf(oaepSha1), oaep, message, () => seed)).toEqual(ciphertext)
  })

  it.each(all)('is undone by decryption with %j, for all lengths up to the longest', (parameters) => {
    const {privateKey, publicKey} = rsaPair(1025)
    for (const length of [0, 1, 60]) {
      const plain = data.subarray(0, length)
      const encrypted = rsaEncrypt(publicKey, parameters, plain, systemRandom)
      expect(encrypted).toHaveLength(129)
      expect(Buffer.from(rsaDecrypt(privateKey, parameters, encrypted))).toEqual(plain)
    }
  })

  it('is that of OpenSSL, both ways', () => {
    const {privateKey, publicKey} = rsaPair(1024)
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const oaepLabel = Buffer.from('label')
    const parameters = {...oaep, hashingAlgorithm: 'SHA_256', pSource: oaepLabel} as const
    const mine = rsaEncrypt(publicKey, parameters, data, systemRandom)
    expect(privateDecrypt({key: privateKey, padding, oaepHash: 'sha256', oaepLabel}, mine)).toEqual(data)
    const theirs = publicEncrypt({key: publicKey, padding, oaepHash: 'sha256', oaepLabel}, data)
    expect(rsaDecrypt(privateKey, parameters, theirs)).toEqual(data)
  })

  it('takes the longest data and no longer', () => {
    const {publicKey} = rsaPair(1024)
    for (const [parameters, longest] of [
      [pkcs1, 117],
      [oaep, 86],
      [{...oaep, hashingAlgorithm: 'SHA_256'}, 62],
    ] as const) {
      rsaEncrypt(publicKey, parameters, new Uint8Array(longest), systemRandom)
      refusal('BadCryptographicParameters', () =>
        rsaEncrypt(publicKey, parameters, new Uint8Array(longest + 1), systemRandom),
      )
    }
  })

  it.each(all)('fails in one way for everything that is no ciphertext with %j', (parameters) => {
    const {privateKey, publicKey} = rsaPair(1024)
    const encrypted = rsaEncrypt(publicKey, parameters, data, systemRandom)
    const changed = Buffer.from(encrypted)
    changed[100] = (changed[100] ?? 0) ^ 1
    const raw = publicEncrypt({key: publicKey, padding: constants.RSA_NO_PADDING}, Buffer.alloc(128, 1))
    const messages = [changed, raw, Buffer.alloc(128, 0xff), Buffer.alloc(128)].map(
      (bytes) => refusal('CryptographicFailure', () => rsaDecrypt(privateKey, parameters, bytes)).message,
    )
    expect(new Set(messages).size).toBe(1)
    refusal('BadCryptographicParameters', () => rsaDecrypt(privateKey, parameters, encrypted.subarray(1)))
  })

  it('reads no data of another padding', () => {
    const {privateKey, publicKey} = rsaPair(1024)
    for (const one of all) {
      const encrypted = rsaEncrypt(publicKey, one, data, systemRandom)
      for (const other of all.filter((candidate) => candidate !== one)) {
        refusal('CryptographicFailure', () => rsaDecrypt(privateKey, other, encrypted))
      }
    }
  })
})

describe('RSA encryption refuses', () => {
  const rsa = (): KeyObject => rsaPair(1024).publicKey

  it.each([
    ['no padding method', rsa, {}, 'MissingData'],
    ['no padding', rsa, {paddingMethod: 'None'}, 'UnsupportedCryptographicParameters'],
    ['a padding for signatures', rsa, {paddingMethod: 'PSS'}, 'UnsupportedCryptographicParameters'],
    ['another algorithm', rsa, {...oaep, cryptographicAlgorithm: 'AES'}, 'BadCryptographicParameters'],
    ['a hash that OpenSSL has not', rsa, {...oaep, hashingAlgorithm: 'Tiger'}, 'UnsupportedCryptographicParameters'],
    ['an unknown mask generator', rsa, {...oaep, maskGenerator: 0x80000001}, 'UnsupportedCryptographicParameters'],
    ['keys that are not of RSA', () => dsaPair().publicKey, oaep, 'BadCryptographicParameters'],
  ] as const)('%s', (_, key, parameters, reason) => {
    refusal(reason, () => rsaEncrypt(key(), parameters, data, systemRandom))
  })
})
