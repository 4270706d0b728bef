import {constants, privateDecrypt, verify} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import type {KeyBlock} from '../../../../src/kmip/objects/key-block.ts'
import {AddAttribute} from '../../../../src/kmip/operations/add-attribute.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import type {CryptographicParameters} from '../../../../src/kmip/structures/cryptographic-parameters.ts'
import type {KeyWrappingSpecification} from '../../../../src/kmip/structures/key-wrapping-specification.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {ecPair, ecPrivate, rsaPair, rsaPrivate, rsaPublic} from '../../../support/key-pairs.ts'
import {activate, aes, attributes, maskOf, register, registerAes, repeated} from '../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../support/test-engine.ts'

const key = repeated(5, 32)

/** Identifiers of an RSA key pair whose halves know each other. */
async function linkedPair(t: TestEngine) {
  const publicKey = await register(t, rsaPublic(), {CryptographicUsageMask: maskOf('WrapKey', 'Verify')})
  const privateKey = await register(t, rsaPrivate(), {
    CryptographicUsageMask: maskOf('UnwrapKey', 'Sign'),
    Link: {linkType: 'PublicKeyLink', linkedObjectIdentifier: publicKey},
  })
  const value = {linkType: 'PrivateKeyLink', linkedObjectIdentifier: privateKey} as const
  await t.call(AddAttribute, {uniqueIdentifier: publicKey, newAttribute: {key: 'Link', index: undefined, value}})
  for (const id of [publicKey, privateKey]) await activate(t, id)
  return {publicKey, privateKey}
}

async function wrapped(t: TestEngine, uniqueIdentifier: string, keyWrappingSpecification: KeyWrappingSpecification) {
  const block = keyBlockOf((await t.call(Get, {uniqueIdentifier, keyWrappingSpecification})).object)
  if (block === undefined) throw new Error('No key block')
  return block
}

async function opened(t: TestEngine, keyBlock: KeyBlock) {
  const id = await register(t, {type: 'SymmetricKey', value: {keyBlock}}, aes)
  return keyBlockOf((await t.call(Get, {uniqueIdentifier: id, keyWrapType: 'NotWrapped'})).object)?.keyValue
}

function encryption(uniqueIdentifier: string, cryptographicParameters?: CryptographicParameters) {
  return {
    wrappingMethod: 'Encrypt',
    encryptionKeyInformation: {uniqueIdentifier, cryptographicParameters},
    encodingOption: 'NoEncoding',
  } as const
}

function bytesOf({keyValue}: KeyBlock): Uint8Array {
  const bytes = keyValue?.kind === 'wrapped' ? keyValue.bytes : keyValue?.keyMaterial
  if (!(bytes instanceof Uint8Array)) throw new Error('No bytes')
  return bytes
}

describe('A public RSA key wraps', () => {
  it.each([
    ['with OAEP and SHA-256', {paddingMethod: 'OAEP', hashingAlgorithm: 'SHA_256'}],
    ['with PKCS#1 v1.5', {paddingMethod: 'PKCS1V1_5'}],
    ['with OAEP when nobody says how', undefined],
  ] as const)('%s, and the linked private key opens', async (_, parameters) => {
    const t = await createTestEngine()
    const {publicKey} = await linkedPair(t)
    const block = await wrapped(t, await registerAes(t, key), encryption(publicKey, parameters))
    expect(bytesOf(block)).toHaveLength(256)
    expect(await opened(t, block)).toEqual({kind: 'plain', keyMaterial: key})
    const withType = {...encryption(publicKey, parameters), encodingOption: undefined, attributeName: ['Object Type']}
    const encoded = await wrapped(t, await registerAes(t, key), withType)
    expect(await opened(t, encoded)).toMatchObject({kind: 'plain', keyMaterial: key})
  })

  it('so that the holder of the private key opens it elsewhere', async () => {
    const t = await createTestEngine()
    const {publicKey} = await linkedPair(t)
    const block = await wrapped(t, await registerAes(t, key), encryption(publicKey))
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    expect(Uint8Array.from(privateDecrypt({key: rsaPair().privateKey, padding}, bytesOf(block)))).toEqual(key)
    expect(block.keyWrappingData?.encryptionKeyInformation?.cryptographicParameters).toEqual({paddingMethod: 'OAEP'})
  })

  it('only what fits its modulus', async () => {
    const t = await createTestEngine()
    const {publicKey} = await linkedPair(t)
    const uniqueIdentifier = await register(t, rsaPrivate())
    const keyWrappingSpecification = encryption(publicKey)
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('InvalidField')
  })

  it('only when it may, and opens only through a private key that may', async () => {
    const t = await createTestEngine()
    const uniqueIdentifier = await registerAes(t, key)
    const bare = await register(t, rsaPublic(), {CryptographicUsageMask: maskOf('WrapKey')})
    await activate(t, bare)
    const block = await wrapped(t, uniqueIdentifier, encryption(bare))
    const id = await register(t, {type: 'SymmetricKey', value: {keyBlock: block}}, aes)
    expect(await t.reason(Get, {uniqueIdentifier: id, keyWrapType: 'NotWrapped'})).toBe('ItemNotFound')
    const {privateKey} = await linkedPair(t)
    const keyWrappingSpecification = encryption(privateKey, {paddingMethod: 'OAEP'})
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('PermissionDenied')
    const curve = await register(t, ecPrivate(), {CryptographicUsageMask: maskOf('WrapKey')})
    await activate(t, curve)
    const onCurve = {uniqueIdentifier, keyWrappingSpecification: encryption(curve)}
    expect(await t.reason(Get, onCurve)).toBe('InvalidField')
  })
})

describe('A private key signs what is wrapped', () => {
  const pss = {digitalSignatureAlgorithm: 'RSASSA_PSS', hashingAlgorithm: 'SHA_256'} as const

  it.each(['publicKey', 'privateKey'] as const)('when its %s is named', async (half) => {
    const t = await createTestEngine()
    const pair = await linkedPair(t)
    const macSignatureKeyInformation = {uniqueIdentifier: pair[half], cryptographicParameters: pss}
    const uniqueIdentifier = await registerAes(t, key)
    const block = await wrapped(t, uniqueIdentifier, {
      wrappingMethod: 'MACSign',
      macSignatureKeyInformation,
      encodingOption: 'NoEncoding',
    })
    const signature = block.keyWrappingData?.macSignature ?? new Uint8Array(0)
    const padding = constants.RSA_PKCS1_PSS_PADDING
    expect(verify('sha256', key, {key: rsaPair().publicKey, padding}, signature)).toBe(true)
    expect(await opened(t, block)).toEqual({kind: 'plain', keyMaterial: key})
    const forged = {...block, keyValue: {kind: 'plain', keyMaterial: repeated(6, 32)}} as const
    await expect(opened(t, forged)).rejects.toThrow('CryptographicFailure')
  })

  it('on a curve, over the ciphertext', async () => {
    const t = await createTestEngine()
    const {publicKey} = await linkedPair(t)
    const signing = await register(t, ecPrivate(), {CryptographicUsageMask: maskOf('Sign', 'Verify')})
    await activate(t, signing)
    const block = await wrapped(t, await registerAes(t, key), {
      ...encryption(publicKey),
      wrappingMethod: 'EncryptThenMACSign',
      macSignatureKeyInformation: {
        uniqueIdentifier: signing,
        cryptographicParameters: {digitalSignatureAlgorithm: 'ECDSAWithSHA256'},
      },
    })
    const signature = block.keyWrappingData?.macSignature ?? new Uint8Array(0)
    expect(verify('sha256', bytesOf(block), ecPair().publicKey, signature)).toBe(true)
    expect(await opened(t, block)).toEqual({kind: 'plain', keyMaterial: key})
  })

  it('only when it may', async () => {
    const t = await createTestEngine()
    const id = await register(t, rsaPrivate(), attributes({CryptographicUsageMask: maskOf('Decrypt')}))
    await activate(t, id)
    const uniqueIdentifier = await registerAes(t, key)
    const keyWrappingSpecification = {
      wrappingMethod: 'MACSign',
      macSignatureKeyInformation: {uniqueIdentifier: id, cryptographicParameters: pss},
    } as const
    expect(await t.reason(Get, {uniqueIdentifier, keyWrappingSpecification})).toBe('PermissionDenied')
  })
})
