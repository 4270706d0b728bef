import {createECDH, createDecipheriv, generateKeyPairSync, verify as verifies} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {byteString, encodeParameters, ulong} from '../../../../src/server/pkcs11/codec/wire-type.ts'
import type {Mechanism} from '../../../../src/server/pkcs11/codec/mechanism.ts'
import {CKG, CKM} from '../../../../src/server/pkcs11/spec/mechanism-types.ts'
import {CKK, CKO} from '../../../../src/server/pkcs11/spec/objects.ts'
import {anyRoom, attributes, pkcs11Session, told} from '../../../support/pkcs11-client.ts'
import {createTestEngine, identityOf} from '../../../support/test-engine.ts'

const value = Buffer.alloc(32, 0x5a)
const kek = Buffer.alloc(16, 0x11)
const kwp: Mechanism = {mechanism: CKM.AES_KEY_WRAP_KWP}
const secret = {CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.AES}

async function opened(identity = identityOf('one')) {
  const tests = await createTestEngine()
  const {client, session} = await pkcs11Session(tests, {identity})
  const created = async (wanted: Parameters<typeof attributes>[0]) =>
    (await client.call('C_CreateObject', {session, template: attributes(wanted)})).object
  const wrapped = async (mechanism: Mechanism, wrappingKey: number, key: number) => {
    const {wrappedKey} = await client.call('C_WrapKey', {session, mechanism, wrappingKey, key, wrappedKey: anyRoom})
    return Buffer.from(wrappedKey.values ?? [])
  }
  return {client, session, created, wrapped}
}

describe('a wrapped key', () => {
  it.each([
    ['AES_KEY_WRAP', {mechanism: CKM.AES_KEY_WRAP}, 40],
    ['AES_KEY_WRAP_KWP', kwp, 40],
    ['AES_CBC_PAD', {mechanism: CKM.AES_CBC_PAD, parameter: encodeParameters({iv: byteString}, {iv: kek})}, 48],
  ] as const)('by %s comes back as another object', async (_name, mechanism, length) => {
    const {client, session, created, wrapped} = await opened()
    const wrappingKey = await created({...secret, VALUE: kek, WRAP: true, UNWRAP: true})
    const bytes = await wrapped(mechanism, wrappingKey, await created({...secret, VALUE: value, SENSITIVE: true}))
    expect(bytes).toHaveLength(length)
    const template = attributes({...secret, LABEL: 'back'})
    const input = {session, mechanism, unwrappingKey: wrappingKey, wrappedKey: bytes, template}
    const {key} = await client.call('C_UnwrapKey', input)
    expect(await told(client, session, key, 'LABEL', 'VALUE')).toEqual(['back', value])
  })

  it('is what OpenSSL opens', async () => {
    const {created, wrapped} = await opened()
    const wrappingKey = await created({...secret, VALUE: kek, WRAP: true})
    const bytes = await wrapped(kwp, wrappingKey, await created({...secret, VALUE: value}))
    const opener = createDecipheriv('id-aes128-wrap-pad', kek, Buffer.from('a65959a6', 'hex'))
    expect(Buffer.concat([opener.update(bytes), opener.final()])).toEqual(value)
  })

  it('may be a private key, and be wrapped with a public one', async () => {
    const {client, session, created, wrapped} = await opened()
    const pair = generateKeyPairSync('ec', {namedCurve: 'P-256'})
    const p256 = Buffer.from('06082a8648ce3d030107', 'hex')
    const d = Buffer.from(pair.privateKey.export({format: 'jwk'}).d ?? '', 'base64url')
    const ec = {CLASS: CKO.PRIVATE_KEY, KEY_TYPE: CKK.EC}
    const own = await created({...ec, EC_PARAMS: p256, VALUE: d})
    const wrappingKey = await created({...secret, VALUE: kek, WRAP: true, UNWRAP: true})
    const wrappedKey = await wrapped(kwp, wrappingKey, own)
    const template = attributes({...ec, SIGN: true})
    const {key} = await client.call('C_UnwrapKey', {
      session,
      mechanism: kwp,
      unwrappingKey: wrappingKey,
      wrappedKey,
      template,
    })
    await client.call('C_SignInit', {session, mechanism: {mechanism: CKM.ECDSA_SHA256}, key})
    const {signature} = await client.call('C_Sign', {session, data: kek, signature: anyRoom})
    const dsaEncoding = 'ieee-p1363' as const
    expect(verifies('sha256', kek, {key: pair.publicKey, dsaEncoding}, signature.values!)).toBe(true)
  })

  it('by RSA-OAEP comes back', async () => {
    const {client, session, created, wrapped} = await opened()
    const {publicKey, privateKey} = await client.call('C_GenerateKeyPair', {
      session,
      mechanism: {mechanism: CKM.RSA_PKCS_KEY_PAIR_GEN},
      publicKeyTemplate: attributes({MODULUS_BITS: 2048, WRAP: true}),
      privateKeyTemplate: attributes({UNWRAP: true}),
    })
    const parameter = encodeParameters(
      {hash: ulong, mgf: ulong, source: ulong, label: byteString},
      {hash: CKM.SHA_1, mgf: CKG.SHA_1, source: 0, label: Buffer.alloc(0)},
    )
    const mechanism = {mechanism: CKM.RSA_PKCS_OAEP, parameter}
    const wrappedKey = await wrapped(mechanism, publicKey, await created({...secret, VALUE: value}))
    const template = attributes(secret)
    const {key} = await client.call('C_UnwrapKey', {
      session,
      mechanism,
      unwrappingKey: privateKey,
      wrappedKey,
      template,
    })
    expect(await told(client, session, key, 'VALUE')).toEqual([value])
  }, 30_000)

  it('does not leave when it may not, nor come when it is broken', async () => {
    const {client, session, created, wrapped} = await opened()
    const wrappingKey = await created({...secret, VALUE: kek, WRAP: true, UNWRAP: true})
    const code = (key: number, wrapping = wrappingKey) =>
      client.code('C_WrapKey', {session, mechanism: kwp, wrappingKey: wrapping, key, wrappedKey: anyRoom})
    const plain = await created({...secret, VALUE: value, ENCRYPT: true})
    expect(await code(await created({...secret, VALUE: value, EXTRACTABLE: false}))).toBe('KEY_UNEXTRACTABLE')
    expect(await code(plain, plain)).toBe('KEY_FUNCTION_NOT_PERMITTED')
    expect(await code(99)).toBe('KEY_HANDLE_INVALID')
    expect(await code(plain, 99)).toBe('WRAPPING_KEY_HANDLE_INVALID')
    const bytes = await wrapped(kwp, wrappingKey, plain)
    const unwrap = (wrappedKey: Uint8Array) =>
      client.code('C_UnwrapKey', {
        session,
        mechanism: kwp,
        unwrappingKey: wrappingKey,
        wrappedKey,
        template: attributes(secret),
      })
    expect(await unwrap(bytes.map((byte) => byte ^ 1))).toBe('WRAPPED_KEY_INVALID')
    expect(await unwrap(bytes.subarray(1))).toBe('WRAPPED_KEY_LEN_RANGE')
  })

  it('needs a role that may get it', async () => {
    const {client, session, created} = await opened(identityOf('one', ['PKCS_11', 'Register']))
    const wrappingKey = await created({...secret, VALUE: kek, WRAP: true})
    const input = {session, mechanism: kwp, wrappingKey, key: wrappingKey, wrappedKey: anyRoom}
    expect(await client.code('C_WrapKey', input)).toBe('FUNCTION_REJECTED')
  })
})

describe('a derived key', () => {
  const p256 = Buffer.from('06082a8648ce3d030107', 'hex')
  const shape = {kdf: ulong, sharedData: byteString, publicData: byteString} as const
  const none = Buffer.alloc(0)

  it('is the end of the secret that both sides agree on', async () => {
    const {client, session} = await opened()
    const {publicKey, privateKey: baseKey} = await client.call('C_GenerateKeyPair', {
      session,
      mechanism: {mechanism: CKM.EC_KEY_PAIR_GEN},
      publicKeyTemplate: attributes({EC_PARAMS: p256}),
      privateKeyTemplate: attributes({DERIVE: true}),
    })
    const [point] = await told(client, session, publicKey, 'EC_POINT')
    const other = createECDH('prime256v1')
    const theirs = other.generateKeys()
    const agreed = other.computeSecret(Buffer.from(point as Uint8Array).subarray(2))
    for (const publicData of [theirs, Buffer.concat([Buffer.of(4, 65), theirs])]) {
      const parameter = encodeParameters(shape, {kdf: 1, sharedData: none, publicData})
      const mechanism = {mechanism: CKM.ECDH1_DERIVE, parameter}
      const template = attributes({...secret, VALUE_LEN: 16})
      const {key} = await client.call('C_DeriveKey', {session, mechanism, baseKey, template})
      expect(await told(client, session, key, 'VALUE')).toEqual([agreed.subarray(16)])
    }
    const wrong = encodeParameters(shape, {kdf: 1, sharedData: none, publicData: theirs.fill(1, 1)})
    const input = {session, mechanism: {mechanism: CKM.ECDH1_DERIVE, parameter: wrong}, baseKey, template: []}
    expect(await client.code('C_DeriveKey', input)).toBe('MECHANISM_PARAM_INVALID')
  })
})
