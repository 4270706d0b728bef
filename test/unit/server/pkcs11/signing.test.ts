import {createHash, createHmac, createPublicKey, generateKeyPairSync, verify as verifies} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import type {Mechanism} from '../../../../src/server/pkcs11/codec/mechanism.ts'
import {byteString, encodeParameters, ulong} from '../../../../src/server/pkcs11/codec/wire-type.ts'
import {CKG, CKM} from '../../../../src/server/pkcs11/spec/mechanism-types.ts'
import {CKK, CKO} from '../../../../src/server/pkcs11/spec/objects.ts'
import {anyRoom, attributes, pkcs11Session, told, type Pkcs11Client} from '../../../support/pkcs11-client.ts'
import {createTestEngine, identityOf} from '../../../support/test-engine.ts'

const data = Buffer.from('to be signed')
const p256 = Buffer.from('06082a8648ce3d030107', 'hex')
const pss = encodeParameters(
  {hash: ulong, mgf: ulong, saltLength: ulong},
  {hash: CKM.SHA256, mgf: CKG.SHA_256, saltLength: 32},
)

async function opened() {
  const tests = await createTestEngine()
  return {tests, ...(await pkcs11Session(tests))}
}

async function pairOf(client: Pkcs11Client, session: number, name: 'EC' | 'EC_EDWARDS' | 'RSA') {
  const wanted = {
    EC: {EC_PARAMS: p256},
    EC_EDWARDS: {EC_PARAMS: Buffer.from('06032b6570', 'hex')},
    RSA: {MODULUS_BITS: 2048, PUBLIC_EXPONENT: Buffer.of(1, 0, 1), ENCRYPT: true, VERIFY: true},
  }[name]
  const generator = name === 'RSA' ? 'RSA_PKCS_KEY_PAIR_GEN' : (`${name}_KEY_PAIR_GEN` as const)
  return client.call('C_GenerateKeyPair', {
    session,
    mechanism: {mechanism: CKM[generator]},
    publicKeyTemplate: attributes({TOKEN: true, LABEL: 'pair', ...wanted}),
    privateKeyTemplate: attributes({TOKEN: true, LABEL: 'pair'}),
  })
}

interface Job {
  readonly session: number
  readonly key: number
  readonly mechanism: Mechanism
}

async function signed(client: Pkcs11Client, {session, key, mechanism}: Job, bytes: Uint8Array): Promise<Buffer> {
  await client.call('C_SignInit', {session, mechanism, key})
  const {signature} = await client.call('C_Sign', {session, data: bytes, signature: anyRoom})
  return Buffer.from(signature.values ?? [])
}

async function verified(
  client: Pkcs11Client,
  {session, key, mechanism}: Job,
  bytes: Uint8Array,
  signature: Uint8Array,
) {
  await client.call('C_VerifyInit', {session, mechanism, key})
  return client.code('C_Verify', {session, data: bytes, signature})
}

describe('a signature', () => {
  it.each([
    ['SHA256_RSA_PKCS', 'RSA', undefined, data],
    ['RSA_PKCS', 'RSA', undefined, data],
    ['SHA256_RSA_PKCS_PSS', 'RSA', pss, data],
    ['RSA_PKCS_PSS', 'RSA', pss, createHash('sha256').update(data).digest()],
    ['ECDSA_SHA384', 'EC', undefined, data],
    ['ECDSA', 'EC', undefined, createHash('sha256').update(data).digest()],
    ['EDDSA', 'EC_EDWARDS', undefined, data],
  ] as const)(
    'by %s is made and verified',
    async (name, kind, parameter, bytes) => {
      const {client, session} = await opened()
      const {publicKey, privateKey} = await pairOf(client, session, kind)
      const mechanism = {mechanism: CKM[name], parameter}
      const signature = await signed(client, {session, key: privateKey, mechanism}, bytes)
      if (kind !== 'RSA') expect(signature).toHaveLength(64)
      const job = {session, key: publicKey, mechanism}
      expect(await verified(client, job, bytes, signature)).toBe('OK')
      expect(await verified(client, job, Buffer.alloc(bytes.length, 1), signature)).toBe('SIGNATURE_INVALID')
      expect(await client.code('C_SignInit', {...job})).toBe('KEY_TYPE_INCONSISTENT')
    },
    30_000,
  )

  it('is what others verify with the numbers that the public key tells', async () => {
    const {client, session} = await opened()
    const {publicKey, privateKey} = await pairOf(client, session, 'EC')
    const mechanism = {mechanism: CKM.ECDSA_SHA256}
    const signature = await signed(client, {session, key: privateKey, mechanism}, data)
    const [parameters, point] = await told(client, session, publicKey, 'EC_PARAMS', 'EC_POINT')
    expect(parameters).toEqual(p256)
    const uncompressed = Buffer.from(point as Uint8Array).subarray(2)
    const key = createPublicKey({
      format: 'jwk',
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: uncompressed.subarray(1, 33).toString('base64url'),
        y: uncompressed.subarray(33).toString('base64url'),
      },
    })
    expect(verifies('sha256', data, {key, dsaEncoding: 'ieee-p1363'}, signature)).toBe(true)
  })

  it('of data in parts is that of the whole', async () => {
    const {client, session} = await opened()
    const {publicKey, privateKey} = await pairOf(client, session, 'EC')
    const mechanism = {mechanism: CKM.ECDSA_SHA256}
    await client.call('C_SignInit', {session, mechanism, key: privateKey})
    for (const part of [data.subarray(0, 3), data.subarray(3)]) await client.call('C_SignUpdate', {session, part})
    expect(await client.call('C_SignFinal', {session, signature: {wanted: false}})).toEqual({signature: {length: 64}})
    const {signature} = await client.call('C_SignFinal', {session, signature: anyRoom})
    expect(await verified(client, {session, key: publicKey, mechanism}, data, signature.values!)).toBe('OK')
    await client.call('C_VerifyInit', {session, mechanism, key: publicKey})
    for (const part of [data.subarray(0, 3), data.subarray(3)]) await client.call('C_VerifyUpdate', {session, part})
    await client.call('C_VerifyFinal', {session, signature: signature.values!})
    expect(await verified(client, {session, key: publicKey, mechanism}, data, data)).toBe('SIGNATURE_LEN_RANGE')
  })

  it('of a digest comes at once only', async () => {
    const {client, session} = await opened()
    const {privateKey: key} = await pairOf(client, session, 'EC')
    await client.call('C_SignInit', {session, mechanism: {mechanism: CKM.ECDSA}, key})
    expect(await client.code('C_SignUpdate', {session, part: data})).toBe('FUNCTION_NOT_SUPPORTED')
  })
})

describe('a MAC', () => {
  it.each(['SHA256_HMAC', 'SHA3_512_HMAC'] as const)('by %s is made and verified', async (name) => {
    const {client, session} = await opened()
    const value = Buffer.alloc(24, 4)
    const template = attributes({CLASS: CKO.SECRET_KEY, KEY_TYPE: CKK.GENERIC_SECRET, VALUE: value})
    const {object: key} = await client.call('C_CreateObject', {session, template})
    const job = {session, key, mechanism: {mechanism: CKM[name]}}
    const tag = await signed(client, job, data)
    const hash = name === 'SHA256_HMAC' ? 'sha256' : 'sha3-512'
    expect(tag).toEqual(createHmac(hash, value).update(data).digest())
    expect(await verified(client, job, data, tag)).toBe('OK')
    expect(await verified(client, job, data, tag.subarray(1))).toBe('SIGNATURE_INVALID')
  })

  it('needs a role that may make it', async () => {
    const tests = await createTestEngine()
    const identity = identityOf('one', ['PKCS_11', 'Create', 'MACVerify'])
    const {client, session} = await pkcs11Session(tests, {identity})
    const mechanism = {mechanism: CKM.AES_KEY_GEN}
    const {key} = await client.call('C_GenerateKey', {session, mechanism, template: attributes({VALUE_LEN: 16})})
    const cmac = {session, mechanism: {mechanism: CKM.AES_CMAC}, key}
    expect(await client.code('C_SignInit', cmac)).toBe('FUNCTION_REJECTED')
    expect(await client.code('C_VerifyInit', cmac)).toBe('OK')
  })
})

describe('RSA encryption', () => {
  const oaep = encodeParameters(
    {hash: ulong, mgf: ulong, source: ulong, label: byteString},
    {hash: CKM.SHA256, mgf: CKG.SHA_1, source: 1, label: Buffer.from('label')},
  )

  it.each([
    ['RSA_PKCS', undefined],
    ['RSA_PKCS_OAEP', oaep],
  ] as const)(
    'by %s comes back',
    async (name, parameter) => {
      const {client, session} = await opened()
      const {publicKey, privateKey} = await pairOf(client, session, 'RSA')
      const mechanism = {mechanism: CKM[name], parameter}
      await client.call('C_EncryptInit', {session, mechanism, key: publicKey})
      const {result} = await client.call('C_Encrypt', {session, data, result: anyRoom})
      expect(result.length).toBe(256)
      await client.call('C_DecryptInit', {session, mechanism, key: privateKey})
      const plain = await client.call('C_Decrypt', {session, data: result.values!, result: anyRoom})
      expect(Buffer.from(plain.result.values!)).toEqual(data)
    },
    30_000,
  )
})

describe('a key that was made elsewhere', () => {
  it('signs with the numbers of its template: RSA', async () => {
    const {client, session} = await opened()
    const {privateKey, publicKey} = generateKeyPairSync('rsa', {modulusLength: 2048})
    const {n, e, d, p, q} = privateKey.export({format: 'jwk'})
    const number = (text: string | undefined) => Buffer.from(text ?? '', 'base64url')
    const template = attributes({
      CLASS: CKO.PRIVATE_KEY,
      KEY_TYPE: CKK.RSA,
      SIGN: true,
      MODULUS: number(n),
      PUBLIC_EXPONENT: number(e),
      PRIVATE_EXPONENT: number(d),
      PRIME_1: number(p),
      PRIME_2: number(q),
    })
    const {object: key} = await client.call('C_CreateObject', {session, template})
    const signature = await signed(client, {session, key, mechanism: {mechanism: CKM.SHA256_RSA_PKCS}}, data)
    expect(verifies('sha256', data, publicKey, signature)).toBe(true)
    expect(await told(client, session, key, 'MODULUS', 'PRIME_1')).toEqual([number(n), number(p)])
  })

  it('signs and verifies with the numbers of its template: EC', async () => {
    const {client, session} = await opened()
    const {privateKey} = generateKeyPairSync('ec', {namedCurve: 'P-256'})
    const {d, x, y} = privateKey.export({format: 'jwk'})
    const number = (text: string | undefined) => Buffer.from(text ?? '', 'base64url')
    const common = {KEY_TYPE: CKK.EC, EC_PARAMS: p256}
    const point = Buffer.concat([Buffer.of(4, 65, 4), number(x), number(y)])
    const created = (values: Parameters<typeof attributes>[0]) =>
      client.call('C_CreateObject', {session, template: attributes({...values, ...common})})
    const {object: own} = await created({CLASS: CKO.PRIVATE_KEY, VALUE: number(d)})
    const {object: key} = await created({CLASS: CKO.PUBLIC_KEY, EC_POINT: point})
    const mechanism = {mechanism: CKM.ECDSA_SHA256}
    const signature = await signed(client, {session, key: own, mechanism}, data)
    expect(await verified(client, {session, key, mechanism}, data, signature)).toBe('OK')
    expect(await told(client, session, own, 'VALUE')).toEqual([number(d)])
  })
})
