import {createDecipheriv} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {unwrapKey} from '../../../../src/crypto/key-wrap.ts'
import {Decrypt} from '../../../../src/kmip/operations/decrypt.ts'
import {Encrypt} from '../../../../src/kmip/operations/encrypt.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {maskOf, registerAes, repeated, utf8} from '../../../support/managed-objects.ts'
import {createTestEngine} from '../../../support/test-engine.ts'

const key = repeated(7, 32)
const data = utf8('a data key')
const cbc = {blockCipherMode: 'CBC', paddingMethod: 'PKCS5', cryptographicAlgorithm: 'AES'} as const

function bytesOf(value: Uint8Array | undefined): Uint8Array {
  if (value === undefined) throw new Error('The answer lacks bytes')
  return value
}

describe('Rule 20: Encrypt', () => {
  it('makes an IV of 16 bytes for libmongocrypt and returns it', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, key)
    const cryptographicParameters = {...cbc, randomIV: true}
    const request = {uniqueIdentifier, cryptographicParameters, data: repeated(1, 96)}
    const answer = await t.call(Encrypt, request, {version: '1.2'})
    expect(answer.ivCounterNonce).toHaveLength(16)
    expect(answer.data).toHaveLength(112)
    const decipher = createDecipheriv('aes-256-cbc', key, bytesOf(answer.ivCounterNonce))
    const plain = Buffer.concat([decipher.update(bytesOf(answer.data)), decipher.final()])
    expect(Uint8Array.from(plain)).toEqual(request.data)
  })

  it('gives Couchbase the GCM tag in its own field at 1.4', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, key)
    const cryptographicParameters = {
      blockCipherMode: 'GCM',
      paddingMethod: 'None',
      cryptographicAlgorithm: 'AES',
      randomIV: true,
      tagLength: 16,
    } as const
    const authenticatedEncryptionAdditionalData = utf8('context')
    const request = {uniqueIdentifier, cryptographicParameters, data, authenticatedEncryptionAdditionalData}
    const answer = await t.call(Encrypt, request)
    expect(answer).toMatchObject({ivCounterNonce: {length: 12}, data: {length: data.length}})
    const decipher = createDecipheriv('aes-256-gcm', key, bytesOf(answer.ivCounterNonce))
    decipher.setAAD(authenticatedEncryptionAdditionalData)
    decipher.setAuthTag(bytesOf(answer.authenticatedEncryptionTag))
    const plain = Buffer.concat([decipher.update(bytesOf(answer.data)), decipher.final()])
    expect(Uint8Array.from(plain)).toEqual(data)
  })

  it('appends the GCM tag to the data before 1.4', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, key)
    const request = {uniqueIdentifier, cryptographicParameters: {blockCipherMode: 'GCM'}, data} as const
    const answer = await t.call(Encrypt, request, {version: '1.2'})
    const sealed = bytesOf(answer.data)
    const decipher = createDecipheriv('aes-256-gcm', key, bytesOf(answer.ivCounterNonce))
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    expect(Uint8Array.from(plain)).toEqual(data)
  })
})

describe('Rule 21: Decrypt', () => {
  it('takes for EDB the IV from the front of the data', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, key)
    const {ivCounterNonce, data: sealed} = await t.call(Encrypt, {uniqueIdentifier, cryptographicParameters: cbc, data})
    const file = Uint8Array.from(Buffer.concat([bytesOf(ivCounterNonce), bytesOf(sealed)]))
    const request = {uniqueIdentifier, cryptographicParameters: cbc}
    expect((await t.call(Decrypt, {...request, data: file}, {version: '1.2'})).data).toEqual(data)
    expect((await t.call(Decrypt, {...request, ivCounterNonce, data: sealed}, {version: '1.2'})).data).toEqual(data)
  })
})

describe('Rule 22: wrapping', () => {
  it('is RFC 3394 for VAST, which names no parameters: 40 bytes for 32', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, key)
    const kek = repeated(9, 32)
    const id = await registerAes(t, kek, {CryptographicUsageMask: maskOf('WrapKey')})
    const keyWrappingSpecification = {
      wrappingMethod: 'Encrypt',
      encryptionKeyInformation: {uniqueIdentifier: id},
    } as const
    const {object} = await t.call(Get, {uniqueIdentifier, keyWrappingSpecification})
    const value = keyBlockOf(object)?.keyValue
    if (value?.kind !== 'plain' || !(value.keyMaterial instanceof Uint8Array)) throw new Error('No bytes')
    expect(value.keyMaterial).toHaveLength(40)
    expect(Uint8Array.from(unwrapKey(kek, value.keyMaterial))).toEqual(key)
  })
})
