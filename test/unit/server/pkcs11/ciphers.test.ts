import {createCipheriv, createDecipheriv} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {byteString, encodeParameters, fixedBytes, ulong} from '../../../../src/server/pkcs11/codec/wire-type.ts'
import {CKM} from '../../../../src/server/pkcs11/spec/mechanism-types.ts'
import {CKK, CKO} from '../../../../src/server/pkcs11/spec/objects.ts'
import type {Mechanism} from '../../../../src/server/pkcs11/codec/mechanism.ts'
import {anyRoom, attributes, pkcs11Session, type Pkcs11Client} from '../../../support/pkcs11-client.ts'
import {createTestEngine, identityOf} from '../../../support/test-engine.ts'

const value = Buffer.alloc(32, 7)
const iv = Buffer.alloc(16, 3)
const data = Buffer.from('The quick brown fox jumps over the lazy dog, twice.')
const none = Buffer.alloc(0)

function bytesParameter(bytes: Uint8Array): Buffer | undefined {
  return encodeParameters({value: byteString}, {value: bytes})
}

const gcmShape = {iv: byteString, ivBits: ulong, additionalData: byteString, tagBits: ulong} as const
const nonce = Buffer.alloc(12, 9)
const gcm: Mechanism = {
  mechanism: CKM.AES_GCM,
  parameter: encodeParameters(gcmShape, {iv: nonce, ivBits: 96, additionalData: Buffer.from('aad'), tagBits: 128}),
}
const ctr: Mechanism = {
  mechanism: CKM.AES_CTR,
  parameter: encodeParameters({bits: ulong, block: fixedBytes(16)}, {bits: 128, block: iv}),
}
const cbcPad: Mechanism = {mechanism: CKM.AES_CBC_PAD, parameter: bytesParameter(iv)}
const cbc: Mechanism = {mechanism: CKM.AES_CBC, parameter: bytesParameter(iv)}
const ecb: Mechanism = {mechanism: CKM.AES_ECB}

async function withKey(uses: Parameters<typeof attributes>[0] = {ENCRYPT: true, DECRYPT: true}) {
  const tests = await createTestEngine()
  const {client, session} = await pkcs11Session(tests)
  const template = attributes({CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.AES, VALUE: value, ...uses})
  const {object: key} = await client.call('C_CreateObject', {session, template})
  return {tests, client, session, key}
}

interface Job {
  readonly session: number
  readonly key: number
  readonly mechanism: Mechanism
}

async function encrypted(client: Pkcs11Client, {session, key, mechanism}: Job, parts: readonly Uint8Array[]) {
  await client.call('C_EncryptInit', {session, mechanism, key})
  const out: Uint8Array[] = []
  for (const data of parts) {
    out.push((await client.call('C_EncryptUpdate', {session, data, result: anyRoom})).result.values ?? none)
  }
  out.push((await client.call('C_EncryptFinal', {session, result: anyRoom})).result.values ?? none)
  return Buffer.concat(out)
}

async function decrypted(client: Pkcs11Client, {session, key, mechanism}: Job, parts: readonly Uint8Array[]) {
  await client.call('C_DecryptInit', {session, mechanism, key})
  const out: Uint8Array[] = []
  for (const data of parts) {
    out.push((await client.call('C_DecryptUpdate', {session, data, result: anyRoom})).result.values ?? none)
  }
  out.push((await client.call('C_DecryptFinal', {session, result: anyRoom})).result.values ?? none)
  return Buffer.concat(out)
}

describe('encryption with a secret key', () => {
  it.each([
    ['AES_CBC_PAD', cbcPad, data],
    ['AES_CTR', ctr, data],
    ['AES_GCM', gcm, data],
    ['AES_CBC', cbc, data.subarray(0, 48)],
    ['AES_ECB', ecb, data.subarray(0, 48)],
  ])('by %s gives the same at once and in parts, and comes back so', async (_name, mechanism, plain) => {
    const {client, session, key} = await withKey()
    await client.call('C_EncryptInit', {session, mechanism, key})
    const {result} = await client.call('C_Encrypt', {session, data: plain, result: anyRoom})
    const sealed = Buffer.from(result.values ?? none)
    const job = {session, key, mechanism}
    expect(await encrypted(client, job, [plain.subarray(0, 5), plain.subarray(5, 37), plain.subarray(37)])).toEqual(
      sealed,
    )
    expect(await encrypted(client, job, [plain])).toEqual(sealed)
    await client.call('C_DecryptInit', {session, mechanism, key})
    const opened = await client.call('C_Decrypt', {session, data: sealed, result: anyRoom})
    expect(Buffer.from(opened.result.values ?? none)).toEqual(plain)
    expect(await decrypted(client, job, [sealed.subarray(0, 20), sealed.subarray(20)])).toEqual(plain)
  })

  it('is what OpenSSL makes of it', async () => {
    const {client, session, key} = await withKey()
    const cipher = createCipheriv('aes-256-cbc', value, iv)
    const expected = Buffer.concat([cipher.update(data), cipher.final()])
    expect(await encrypted(client, {session, key, mechanism: cbcPad}, [data])).toEqual(expected)
    const sealed = await encrypted(client, {session, key, mechanism: gcm}, [data])
    const opener = createDecipheriv('aes-256-gcm', value, nonce).setAAD(Buffer.from('aad'))
    opener.setAuthTag(sealed.subarray(-16))
    expect(Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()])).toEqual(data)
  })

  it('by CHACHA20_POLY1305 needs a key of it, and comes back', async () => {
    const {client, session, key: other} = await withKey()
    const {key} = await client.call('C_GenerateKey', {
      session,
      mechanism: {mechanism: CKM.CHACHA20_KEY_GEN},
      template: attributes({ENCRYPT: true, DECRYPT: true}),
    })
    const shape = {nonce: byteString, additionalData: byteString} as const
    const parameter = encodeParameters(shape, {nonce, additionalData: Buffer.from('aad')})
    const mechanism = {mechanism: CKM.CHACHA20_POLY1305, parameter}
    const sealed = await encrypted(client, {session, key, mechanism}, [data])
    expect(sealed).toHaveLength(data.length + 16)
    expect(await decrypted(client, {session, key, mechanism}, [sealed])).toEqual(data)
    expect(await client.code('C_EncryptInit', {session, mechanism, key: other})).toBe('KEY_TYPE_INCONSISTENT')
  })

  it('goes on after a caller asked for the length or had too little room', async () => {
    const {client, session, key} = await withKey()
    await client.call('C_EncryptInit', {session, mechanism: cbcPad, key})
    const asked = await client.call('C_Encrypt', {session, data, result: {wanted: false}})
    expect(asked).toEqual({result: {length: 64}})
    const small = {session, data, result: {wanted: true, capacity: 63}}
    expect(await client.code('C_Encrypt', small)).toBe('BUFFER_TOO_SMALL')
    expect((await client.call('C_Encrypt', {...small, result: {wanted: true, capacity: 64}})).result.length).toBe(64)
    expect(await client.code('C_Encrypt', {session, data, result: anyRoom})).toBe('OPERATION_NOT_INITIALIZED')
  })

  it('tells what is wrong with data, and ends with that', async () => {
    const {client, session, key} = await withKey()
    const code = async (mechanism: Mechanism, name: 'C_Decrypt' | 'C_Encrypt', bytes: Uint8Array) => {
      await client.call(`${name}Init`, {session, mechanism, key})
      return client.code(name, {session, data: bytes, result: anyRoom})
    }
    expect(await code(cbc, 'C_Encrypt', data)).toBe('DATA_LEN_RANGE')
    expect(await code(cbc, 'C_Decrypt', data)).toBe('ENCRYPTED_DATA_LEN_RANGE')
    expect(await code(cbcPad, 'C_Decrypt', Buffer.alloc(32, 1))).toBe('ENCRYPTED_DATA_INVALID')
    expect(await code(gcm, 'C_Decrypt', Buffer.alloc(32, 1))).toBe('AEAD_DECRYPT_FAILED')
    expect(await client.code('C_Decrypt', {session, data, result: anyRoom})).toBe('OPERATION_NOT_INITIALIZED')
  })

  it('stops before a counter comes round', async () => {
    const {client, session, key} = await withKey()
    const block = Buffer.concat([Buffer.alloc(15, 1), Buffer.of(0xfe)])
    const parameter = encodeParameters({bits: ulong, block: fixedBytes(16)}, {bits: 8, block})
    const mechanism = {mechanism: CKM.AES_CTR, parameter}
    await client.call('C_EncryptInit', {session, mechanism, key})
    await client.call('C_EncryptUpdate', {session, data: data.subarray(0, 20), result: anyRoom})
    const more = {session, data: data.subarray(0, 13), result: anyRoom}
    expect(await client.code('C_EncryptUpdate', more)).toBe('DATA_LEN_RANGE')
  })

  it('refuses parameters that are none of the mechanism', async () => {
    const {client, session, key} = await withKey()
    const init = (mechanism: number, parameter?: Buffer) =>
      client.code('C_EncryptInit', {session, mechanism: {mechanism, parameter}, key})
    expect(await init(CKM.AES_CBC)).toBe('MECHANISM_PARAM_INVALID')
    expect(await init(CKM.AES_CBC, bytesParameter(Buffer.alloc(8)))).toBe('MECHANISM_PARAM_INVALID')
    expect(await init(CKM.AES_ECB, bytesParameter(iv))).toBe('MECHANISM_PARAM_INVALID')
    expect(await init(CKM.AES_GCM, Buffer.alloc(3))).toBe('MECHANISM_PARAM_INVALID')
    expect(await init(CKM.SHA256)).toBe('MECHANISM_INVALID')
    expect(await init(0x7777)).toBe('MECHANISM_INVALID')
  })

  it('refuses keys that are of another type, are not for it, or are not there', async () => {
    const {client, session, key} = await withKey({ENCRYPT: true})
    expect(await client.code('C_DecryptInit', {session, mechanism: ecb, key})).toBe('KEY_FUNCTION_NOT_PERMITTED')
    expect(await client.code('C_EncryptInit', {session, mechanism: ecb, key: 77})).toBe('KEY_HANDLE_INVALID')
    const des = {mechanism: CKM.DES3_ECB}
    expect(await client.code('C_EncryptInit', {session, mechanism: des, key})).toBe('KEY_TYPE_INCONSISTENT')
  })

  it('has parameters as long as there is room for those of all sessions', async () => {
    const {client, session, key} = await withKey()
    const additionalData = Buffer.alloc(900_000)
    const parameter = encodeParameters(gcmShape, {iv: nonce, ivBits: 96, additionalData, tagBits: 128})
    const mechanism = {mechanism: CKM.AES_GCM, parameter}
    const another = async () => (await client.call('C_OpenSession', {slotID: 1, flags: 0x6})).session
    const sessions = [session, await another(), await another()]
    const codes: unknown[] = []
    for (const each of sessions) codes.push(await client.code('C_EncryptInit', {session: each, mechanism, key}))
    expect(codes).toEqual(['OK', 'OK', 'DEVICE_MEMORY'])
    await client.call('C_CloseSession', {session: sessions[1] ?? 0})
    expect(await client.code('C_EncryptInit', {session: sessions[2] ?? 0, mechanism, key})).toBe('OK')
  })

  it('needs a role that may encrypt, whatever the token may do', async () => {
    const tests = await createTestEngine()
    const identity = identityOf('one', ['PKCS_11', 'Register', 'Decrypt'])
    const {client, session} = await pkcs11Session(tests, {identity})
    const template = attributes({CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.AES, VALUE: value})
    const {object: key} = await client.call('C_CreateObject', {session, template})
    expect(await client.code('C_EncryptInit', {session, mechanism: ecb, key})).toBe('FUNCTION_REJECTED')
    expect(await client.code('C_DecryptInit', {session, mechanism: ecb, key})).toBe('OK')
  })
})
