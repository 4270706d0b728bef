import {describe, expect, it} from 'vitest'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {
  aes128,
  baseKey,
  derive,
  deriving,
  materialOf,
  registerKey,
  registerSecret,
  requestFor,
  sha256,
} from '../../../support/derivation.ts'
import {ecPair, ecPrivate, rsaPair, rsaPrivate, spkiPublic} from '../../../support/key-pairs.ts'
import {hex, maskOf, register, repeated, stateOf, utf8} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry} from '../../../support/test-engine.ts'

const CryptographicUsageMask = maskOf('DeriveKey')

describeRoles(DeriveKey, requestFor('nothing', {}))

describe('Derive Key', () => {
  it('by HASH gives the leading bytes of the digest of the key', async () => {
    const t = await createTestEngine()
    const request = requestFor(await registerKey(t), {derivationParameters: {cryptographicParameters: sha256}})
    // SHA-256 of the key, as in the official test case TC-DERIVEKEY-1
    expect(await derive(t, request)).toEqual(hex('a8faed6abbf35c12a4b26e40f6feb19d'))
  })

  it('by HASH works on a secret too, and takes the hash of the parameters of the key', async () => {
    const t = await createTestEngine()
    const id = await registerKey(t, baseKey, {CryptographicParameters: sha256})
    expect(await derive(t, requestFor(id, {}))).toEqual(hex('a8faed6abbf35c12a4b26e40f6feb19d'))
    const fromSecret = requestFor(await registerSecret(t, 'abc'), {
      derivationParameters: {cryptographicParameters: sha256},
    })
    expect(await derive(t, fromSecret)).toEqual(hex('ba7816bf8f01cfea414140de5dae2223'))
  })

  it('by HMAC works on Derivation Data', async () => {
    const t = await createTestEngine()
    const request = requestFor(await registerKey(t), {
      derivationMethod: 'HMAC',
      derivationParameters: {cryptographicParameters: sha256, derivationData: [hex('0102')]},
    })
    // The official test case TC-DERIVEKEY-2
    expect(await derive(t, request)).toEqual(hex('1e15c1f1da233629f770fb0a04a5020e'))
  })

  it('by HMAC takes the hash of an HMAC key, whatever the parameters say, and data from a secret', async () => {
    const t = await createTestEngine()
    const key = {
      type: 'SymmetricKey',
      value: {keyBlock: {keyFormatType: 'Raw', keyValue: {kind: 'plain', keyMaterial: utf8('Jefe1234')}}},
    } as const
    const id = await register(t, key, {...deriving, CryptographicAlgorithm: 'HMAC_SHA256', CryptographicLength: 64})
    const data = await registerSecret(t, 'data')
    const fromSecret = requestFor(id, {derivationMethod: 'HMAC', uniqueIdentifier: [data, id]})
    const sent = {cryptographicParameters: {hashingAlgorithm: 'SHA_512'}, derivationData: [utf8('data')]} as const
    const fromRequest = requestFor(id, {derivationMethod: 'HMAC', derivationParameters: sent})
    expect(await derive(t, fromSecret)).toEqual(await derive(t, fromRequest))
  })

  it('by ENCRYPT gives the encrypted data, from an IV of zeros where none is sent', async () => {
    const t = await createTestEngine()
    // FIPS 197 appendix C.1
    const id = await registerKey(t, hex('000102030405060708090a0b0c0d0e0f'))
    const derivationData = [hex('00112233445566778899aabbccddeeff')]
    for (const parameters of [
      {cryptographicParameters: {blockCipherMode: 'ECB'}},
      {cryptographicParameters: {blockCipherMode: 'CBC'}},
      {cryptographicParameters: {blockCipherMode: 'CBC'}, initializationVector: repeated(0, 16)},
    ] as const) {
      const derivationParameters = {...parameters, derivationData}
      const request = requestFor(id, {derivationMethod: 'ENCRYPT', derivationParameters})
      expect(await derive(t, request)).toEqual(hex('69c4e0d86a7b0430d8cdb78070b4c55a'))
    }
  })

  // From OpenSSL's KBKDF with label "label" and context "context": its separator and its length make the fixed input
  it.each([
    ['NIST800_108_C', '325aa10fc5ede94689bbd7b1c3141d168f12d54c65098bb0d50ae43bf7dbce499a98e7e420e9c673'],
    ['NIST800_108_F', 'ad91f0b5277b8571eb3c9f933ff8e4f618c74d1d180326ced96f246989250b128976625d6f9c15ca'],
  ] as const)('by %s ends the fixed input with the length', async (derivationMethod, expected) => {
    const t = await createTestEngine()
    const id = await registerKey(t, repeated(0x0b, 16))
    const initializationVector = repeated(0, 32)
    initializationVector[31] = 1
    const request = requestFor(
      id,
      {
        objectType: 'SecretData',
        derivationMethod,
        derivationParameters: {
          cryptographicParameters: sha256,
          derivationData: [utf8('label\0context')],
          initializationVector,
        },
      },
      {CryptographicLength: 320},
    )
    expect(await derive(t, request)).toEqual(hex(expected))
  })

  it('by NIST800_108_DPI gives another key than in counter mode, with CMAC where no hash is named', async () => {
    const t = await createTestEngine()
    const id = await registerKey(t)
    const seen = new Set<string>()
    for (const derivationMethod of ['NIST800_108_C', 'NIST800_108_DPI'] as const) {
      for (const cryptographicParameters of [sha256, {}]) {
        const derivationParameters = {cryptographicParameters, derivationData: [utf8('label')]}
        seen.add(String(await derive(t, requestFor(id, {derivationMethod, derivationParameters}))))
      }
    }
    expect(seen.size).toBe(4)
  })

  it.each([
    [1, undefined, '0c60c80f961f0e71f3a9b524af601206'],
    [4096, undefined, '4b007901b765489abead49d926f721d0'],
    [4096, sha256, 'c5e478d59288c841aa530db6845c4c8d'],
    [4096, {cryptographicAlgorithm: 'HMAC_SHA256'}, 'c5e478d59288c841aa530db6845c4c8d'],
  ] as const)(
    'by PBKDF2 with %i iterations and %j works on a password',
    async (iterationCount, parameters, expected) => {
      const t = await createTestEngine()
      const request = requestFor(await registerSecret(t), {
        derivationMethod: 'PBKDF2',
        derivationParameters: {cryptographicParameters: parameters, salt: utf8('salt'), iterationCount},
      })
      expect(await derive(t, request)).toEqual(hex(expected))
    },
  )

  it('by HKDF takes salt and information, of the request or of a secret, and SHA-256 where no hash is named', async () => {
    const t = await createTestEngine()
    const id = await registerKey(t, repeated(0x0b, 16))
    const parameters = {salt: hex('000102'), derivationData: [utf8('info')]}
    const of = (changes: object, uniqueIdentifier = [id]) =>
      derive(t, requestFor(id, {derivationMethod: 'HKDF', derivationParameters: changes, uniqueIdentifier}), {
        version: '2.0',
      })
    // From Python's hmac module: extract and expand of RFC 5869
    const expected = hex('8986551fd77ac498b3940295c4df3d9e')
    expect(await of(parameters)).toEqual(expected)
    expect(await of({...parameters, cryptographicParameters: sha256})).toEqual(expected)
    expect(await of({salt: hex('000102')}, [id, await registerSecret(t, 'info')])).toEqual(expected)
    expect(await of({...parameters, cryptographicParameters: {hashingAlgorithm: 'SHA_512'}})).not.toEqual(expected)
    expect(await of({})).toHaveLength(16)
  })

  it('by AWSSignatureVersion4 gives the signing key of a secret access key', async () => {
    const t = await createTestEngine()
    const id = await registerSecret(t, 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')
    const derivationParameters = {derivationData: ['20150830', 'us-east-1', 'iam'].map(utf8)}
    const signingKey = {CryptographicAlgorithm: 'HMAC_SHA256', CryptographicLength: 256} as const
    const request = requestFor(id, {derivationMethod: 'AWSSignatureVersion4', derivationParameters}, signingKey)
    expect(await derive(t, request, {version: '2.0'})).toEqual(
      hex('c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9'),
    )
  })

  it('twice by PBKDF2 in one message gives two keys with the right values', async () => {
    const t = await createTestEngine()
    const parameters = (salt: string) => ({salt: utf8(salt), iterationCount: 1})
    const id = await registerSecret(t)
    const requests = ['salt', 'SALT'].map((salt) =>
      requestFor(id, {derivationMethod: 'PBKDF2', derivationParameters: parameters(salt)}),
    )
    const {batchItems = []} = await t.batch(requests.map((request) => entry(DeriveKey, request)))
    const ids = batchItems.map((item) => answerOf(DeriveKey, item).uniqueIdentifier)
    const values = await Promise.all(ids.map((one) => materialOf(t, one)))
    expect(values[0]).toEqual(hex('0c60c80f961f0e71f3a9b524af601206'))
    expect(values[1]).not.toEqual(values[0])
  })

  it('from an asymmetric key gives both sides the same secret', async () => {
    const t = await createTestEngine()
    const [one, other] = [ecPair('prime256v1'), ecPair('secp256k1')]
    const privateKey = await register(t, ecPrivate(one), {...deriving, CryptographicAlgorithm: 'EC'})
    const publicKey = await register(t, spkiPublic(one), {...deriving, CryptographicAlgorithm: 'EC'})
    const foreign = await register(t, spkiPublic(other), {...deriving, CryptographicAlgorithm: 'EC'})
    const agree = (...uniqueIdentifier: string[]) =>
      requestFor('', {
        uniqueIdentifier,
        derivationMethod: 'AsymmetricKey',
        derivationParameters: {cryptographicParameters: {cryptographicAlgorithm: 'ECDH'}},
      })
    expect(await derive(t, agree(privateKey, publicKey))).toEqual(await derive(t, agree(publicKey, privateKey)))
    expect(await t.reason(DeriveKey, agree(privateKey, foreign))).toBe('InvalidField')
    expect(await t.reason(DeriveKey, agree(privateKey))).toBe('InvalidField')
    expect(await t.reason(DeriveKey, agree(privateKey, publicKey, foreign))).toBe('InvalidField')
    const rsa = await register(t, rsaPrivate(), deriving)
    const rsaPublicKey = await register(t, spkiPublic(rsaPair()), deriving)
    expect(await t.reason(DeriveKey, agree(rsa, rsaPublicKey))).toBe('InvalidField')
  })
})

describe('What Derive Key makes', () => {
  const derivationParameters = {cryptographicParameters: sha256}

  it('is an object of its own that is linked with what it comes from, and the ID Placeholder', async () => {
    const t = await createTestEngine()
    const base = await registerKey(t)
    const values = {
      ...aes128,
      ActivationDate: at(0),
      Name: {nameValue: 'derived', nameType: 'UninterpretedTextString'},
    } as const
    const {batchItems = []} = await t.batch([
      entry(DeriveKey, requestFor(base, {derivationParameters}, values)),
      entry(GetAttributes, {}),
    ])
    const {uniqueIdentifier: id} = answerOf(DeriveKey, batchItems[0])
    const {attributes: set} = answerOf(GetAttributes, batchItems[1])
    expect(set?.get('UniqueIdentifier')).toBe(id)
    expect(set?.get('ObjectType')).toBe('SymmetricKey')
    expect(set?.get('CryptographicLength')).toBe(128)
    expect(set?.get('State')).toBe('Active')
    expect(set?.get('Name')).toEqual(values.Name)
    expect(set?.get('Digest')).toMatchObject({hashingAlgorithm: 'SHA_256'})
    expect(set?.all('Link')).toEqual([{linkType: 'DerivationBaseObjectLink', linkedObjectIdentifier: base}])
    const {attributes: ofBase} = await t.call(GetAttributes, {uniqueIdentifier: base})
    expect(ofBase?.all('Link')).toEqual([{linkType: 'DerivedKeyLink', linkedObjectIdentifier: id}])
  })

  it('may be a secret, which needs no algorithm', async () => {
    const t = await createTestEngine()
    const request = requestFor(
      await registerKey(t),
      {objectType: 'SecretData', derivationParameters},
      {CryptographicLength: 256, CryptographicUsageMask},
    )
    const {uniqueIdentifier} = await t.call(DeriveKey, request)
    const {object} = await t.call(Get, {uniqueIdentifier})
    expect(object).toMatchObject({type: 'SecretData', value: {secretDataType: 'Seed'}})
    expect(await materialOf(t, uniqueIdentifier)).toHaveLength(32)
    expect(await stateOf(t, uniqueIdentifier)).toBe('PreActive')
  })

  it.each(['1.0', '1.1', '1.2', '1.3', '1.4'] as const)('is made at %s', async (version) => {
    const t = await createTestEngine()
    const request = requestFor(await registerKey(t), {derivationParameters})
    const {uniqueIdentifier} = await t.call(DeriveKey, request, {version})
    expect(await materialOf(t, uniqueIdentifier)).toEqual(hex('a8faed6abbf35c12a4b26e40f6feb19d'))
  })
})
