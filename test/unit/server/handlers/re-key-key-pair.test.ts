import {describe, expect, it} from 'vitest'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {ReKeyKeyPair} from '../../../../src/kmip/operations/re-key-key-pair.ts'
import {describeAddressing} from '../../../support/access-tests.ts'
import {ecPair, ecPrivate, spkiPublic} from '../../../support/key-pairs.ts'
import {
  attributeOf,
  attributes,
  createKey,
  endLife,
  locate,
  maskOf,
  nameOf,
  register,
  type AttributeValues,
} from '../../../support/managed-objects.ts'
import {answerOf, at, createTestEngine, entry, type TestEngine} from '../../../support/test-engine.ts'

interface Ids {
  readonly privateKeyUniqueIdentifier: string
  readonly publicKeyUniqueIdentifier: string
}

async function createPair(t: TestEngine, common: AttributeValues = {}): Promise<Ids> {
  return t.call(CreateKeyPair, {
    commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength: 256, ...common}),
    privateKeyAttributes: attributes({Name: nameOf('private'), CryptographicUsageMask: maskOf('Sign')}),
    publicKeyAttributes: attributes({Name: nameOf('public'), CryptographicUsageMask: maskOf('Verify')}),
  })
}

describeAddressing(ReKeyKeyPair, {
  arrange: async (t) => (await createPair(t)).privateKeyUniqueIdentifier,
  request: (privateKeyUniqueIdentifier) => ({privateKeyUniqueIdentifier}),
})

async function allOf(t: TestEngine, uniqueIdentifier: string) {
  return (await t.call(GetAttributes, {uniqueIdentifier})).attributes
}

describe('Re-key Key Pair', () => {
  it('makes a new pair with the attributes of the old one, which loses its names', async () => {
    const t = await createTestEngine()
    const old = await createPair(t, {ContactInformation: 'us'})
    t.setNow(at(60))
    const fresh = await t.call(ReKeyKeyPair, old, {version: '1.1'})
    for (const half of ['private', 'public'] as const) {
      const [before, after] = [old[`${half}KeyUniqueIdentifier`], fresh[`${half}KeyUniqueIdentifier`]]
      const all = await allOf(t, after)
      expect(all?.get('CryptographicUsageMask')).toBe(maskOf(half === 'private' ? 'Sign' : 'Verify'))
      expect(all?.get('ContactInformation')).toBe('us')
      expect(all?.get('CryptographicDomainParameters')).toEqual({recommendedCurve: 'P_256'})
      expect(all?.get('InitialDate')).toEqual(at(60))
      expect(await locate(t, {Name: nameOf(half)})).toEqual([after])
      expect(all?.get('Digest')).not.toEqual(await attributeOf(t, before, 'Digest'))
      await t.call(Get, {uniqueIdentifier: before})
    }
  })

  it('links the new keys with each other, and each with the one it replaces', async () => {
    const t = await createTestEngine()
    const old = await createPair(t)
    const fresh = await t.call(ReKeyKeyPair, old)
    const links = async (id: string) => (await allOf(t, id))?.all('Link')
    expect(await links(fresh.privateKeyUniqueIdentifier)).toEqual([
      {linkType: 'PublicKeyLink', linkedObjectIdentifier: fresh.publicKeyUniqueIdentifier},
      {linkType: 'ReplacedObjectLink', linkedObjectIdentifier: old.privateKeyUniqueIdentifier},
    ])
    expect(await links(fresh.publicKeyUniqueIdentifier)).toEqual([
      {linkType: 'PrivateKeyLink', linkedObjectIdentifier: fresh.privateKeyUniqueIdentifier},
      {linkType: 'ReplacedObjectLink', linkedObjectIdentifier: old.publicKeyUniqueIdentifier},
    ])
    expect(await links(old.publicKeyUniqueIdentifier)).toEqual([
      {linkType: 'PrivateKeyLink', linkedObjectIdentifier: old.privateKeyUniqueIdentifier},
      {linkType: 'ReplacementObjectLink', linkedObjectIdentifier: fresh.publicKeyUniqueIdentifier},
    ])
  })

  it('gives the new private key to the rest of the batch', async () => {
    const t = await createTestEngine()
    const {privateKeyUniqueIdentifier} = await createPair(t)
    const {batchItems = []} = await t.batch([entry(ReKeyKeyPair, {privateKeyUniqueIdentifier}), entry(Get, {})])
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe(
      answerOf(ReKeyKeyPair, batchItems[0]).privateKeyUniqueIdentifier,
    )
  })

  it('moves the dates of both keys by an Offset', async () => {
    const t = await createTestEngine()
    const {privateKeyUniqueIdentifier} = await createPair(t, {ActivationDate: at(0), DeactivationDate: at(100)})
    t.setNow(at(50))
    const fresh = await t.call(ReKeyKeyPair, {privateKeyUniqueIdentifier, offset: 10})
    for (const id of Object.values(fresh) as string[]) {
      const all = await allOf(t, id)
      expect(all?.get('ActivationDate')).toEqual(at(60))
      expect(all?.get('DeactivationDate')).toEqual(at(160))
      expect(all?.get('State')).toBe('PreActive')
    }
  })

  it('stays on the curve of a registered pair that has it in its value alone', async () => {
    const t = await createTestEngine()
    const pair = ecPair('secp256k1')
    const publicKey = await register(t, spkiPublic(pair))
    const link = {linkType: 'PublicKeyLink', linkedObjectIdentifier: publicKey} as const
    const privateKeyUniqueIdentifier = await register(t, ecPrivate(pair), {Link: link})
    const fresh = await t.call(ReKeyKeyPair, {privateKeyUniqueIdentifier})
    expect((await allOf(t, fresh.publicKeyUniqueIdentifier))?.get('CryptographicDomainParameters')).toEqual({
      recommendedCurve: 'SECP256K1',
    })
  })
})

describe('Re-key Key Pair refuses', () => {
  it('an object that is no private key', async () => {
    const t = await createTestEngine()
    const {publicKeyUniqueIdentifier} = await createPair(t)
    for (const id of [publicKeyUniqueIdentifier, await createKey(t)]) {
      expect(await t.reason(ReKeyKeyPair, {privateKeyUniqueIdentifier: id})).toBe('PermissionDenied')
    }
  })

  it('a private key whose public half is not known', async () => {
    const t = await createTestEngine()
    const privateKeyUniqueIdentifier = await register(t, ecPrivate())
    expect(await t.reason(ReKeyKeyPair, {privateKeyUniqueIdentifier})).toBe('PermissionDenied')
  })

  it('an Offset together with a date, or without a date to move', async () => {
    const t = await createTestEngine()
    const {privateKeyUniqueIdentifier} = await createPair(t)
    expect(await t.reason(ReKeyKeyPair, {privateKeyUniqueIdentifier, offset: 1})).toBe('IllegalOperation')
    const commonAttributes = attributes({DeactivationDate: at(100)})
    const request = {privateKeyUniqueIdentifier, offset: 1, commonAttributes}
    expect(await t.reason(ReKeyKeyPair, request)).toBe('InvalidMessage')
  })

  it('a destroyed key', async () => {
    const t = await createTestEngine()
    const {privateKeyUniqueIdentifier} = await createPair(t, {ActivationDate: at(0)})
    await endLife(t, privateKeyUniqueIdentifier, 'Destroyed')
    expect(await t.reason(ReKeyKeyPair, {privateKeyUniqueIdentifier})).toBe('PermissionDenied')
  })

  it('requests of KMIP 1.0, which does not have it', async () => {
    const t = await createTestEngine()
    const {privateKeyUniqueIdentifier} = await createPair(t)
    expect(await t.reason(ReKeyKeyPair, {privateKeyUniqueIdentifier}, {version: '1.0'})).toBe('OperationNotSupported')
  })
})
