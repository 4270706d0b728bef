import {constants, createPublicKey, privateDecrypt, publicEncrypt} from 'node:crypto'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {emeOaepDecode, emeOaepEncode} from '../../../../src/crypto/rsa/eme-oaep.ts'
import {oaepSha1} from '../signature/vectors.ts'

const plain = {hash: 'sha1', maskHash: 'sha1', label: new Uint8Array(0)}

describe('The OAEP encoding', () => {
  it('gives the ciphertext of the published example for its seed', () => {
    const {privateKey, message, seed, ciphertext} = oaepSha1
    const encoded = emeOaepEncode(plain, 128, message, () => seed)
    const padding = constants.RSA_NO_PADDING
    expect(publicEncrypt({key: createPublicKey(privateKey), padding}, encoded)).toEqual(ciphertext)
    expect(emeOaepDecode(plain, privateDecrypt({key: privateKey, padding}, ciphertext))).toEqual(message)
  })

  it('is undone only with its own hashes and label', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 62}), fc.uint8Array({maxLength: 20}), (data, label) => {
        const options = {hash: 'sha256', maskHash: 'sha1', label}
        const encoded = emeOaepEncode(options, 128, data, (length) => new Uint8Array(length).fill(3))
        expect(Uint8Array.from(emeOaepDecode(options, encoded) ?? [])).toEqual(data)
        for (const other of [
          {...options, hash: 'sha1'},
          {...options, maskHash: 'sha256'},
          {...options, label: Buffer.concat([label, Buffer.from('x')])},
        ]) {
          expect(emeOaepDecode(other, encoded)).toBeUndefined()
        }
      }),
    )
  })

  it('is nothing that random bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 130}), (bytes) => {
        expect(emeOaepDecode(plain, bytes)).toBeUndefined()
      }),
    )
  })
})
