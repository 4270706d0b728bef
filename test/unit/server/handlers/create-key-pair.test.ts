import {createPublicKey} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import type {AttributeSet} from '../../../../src/kmip/attributes/attribute-set.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {Get} from '../../../../src/kmip/operations/get.ts'
import {GetAttributes} from '../../../../src/kmip/operations/get-attributes.ts'
import {asymmetricKeyOf} from '../../../../src/server/objects/asymmetric-material.ts'
import {keyBlockOf} from '../../../../src/server/objects/key-material.ts'
import {fromStored} from '../../../../src/server/objects/server-object.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {attributes, locate, maskOf, nameOf, several, type AttributeValues} from '../../../support/managed-objects.ts'
import {
  answerOf,
  at,
  createTestEngine,
  entry,
  start,
  watchModes,
  type TestEngine,
} from '../../../support/test-engine.ts'

const ec: AttributeValues = {CryptographicAlgorithm: 'EC', CryptographicLength: 256}

function pairOf(common: AttributeValues, privateKey: AttributeValues = {}, publicKey: AttributeValues = {}) {
  return {
    commonAttributes: attributes(common),
    privateKeyAttributes: attributes(privateKey),
    publicKeyAttributes: attributes(publicKey),
  }
}

async function attributesOf(t: TestEngine, uniqueIdentifier: string): Promise<AttributeSet> {
  const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier})
  if (all === undefined) throw new Error('There are no attributes')
  return all
}

describeRoles(CreateKeyPair, pairOf(ec))

describe('Create Key Pair', () => {
  it('makes an RSA pair in PKCS#1 whose halves belong together', async () => {
    const t = await createTestEngine()
    const request = pairOf({CryptographicAlgorithm: 'RSA', CryptographicLength: 2048})
    const ids = await t.call(CreateKeyPair, request, {version: '1.0'})
    const keys = await t.engine.store.read(async ({objects}) =>
      Promise.all(
        [ids.privateKeyUniqueIdentifier, ids.publicKeyUniqueIdentifier].map(async (id) => objects.get('one', id)),
      ),
    )
    const [privateKey, publicKey] = keys.map((stored) => stored && asymmetricKeyOf(fromStored(stored, start)))
    expect(privateKey && createPublicKey(privateKey).equals(publicKey as never)).toBe(true)
    for (const [id, type] of [
      [ids.privateKeyUniqueIdentifier, 'PrivateKey'],
      [ids.publicKeyUniqueIdentifier, 'PublicKey'],
    ] as const) {
      const {object, objectType} = await t.call(Get, {uniqueIdentifier: id})
      expect(objectType).toBe(type)
      expect(keyBlockOf(object)).toMatchObject({
        keyFormatType: 'PKCS_1',
        cryptographicAlgorithm: 'RSA',
        cryptographicLength: 2048,
      })
      const all = await attributesOf(t, id)
      expect(all.get('State')).toBe('PreActive')
      expect(all.get('Digest')).toMatchObject({hashingAlgorithm: 'SHA_256', keyFormatType: 'PKCS_1'})
      expect(all.get('OriginalCreationDate')).toEqual(start)
      expect(all.has('RandomNumberGenerator')).toBe(true)
    }
  })

  it.each([
    ['ECDH', 'CURVE25519', 256],
    ['EC', 'CURVE448', 448],
  ] as const)('of %s on %s makes keys of RFC 7748, whose curve versions without it leave out', async (...of) => {
    const [CryptographicAlgorithm, recommendedCurve, length] = of
    const t = await createTestEngine()
    const request = pairOf({CryptographicAlgorithm, CryptographicDomainParameters: {recommendedCurve}})
    const ids = await t.call(CreateKeyPair, request, {version: '2.0'})
    for (const [uniqueIdentifier, keyFormatType] of [
      [ids.privateKeyUniqueIdentifier, 'PKCS_8'],
      [ids.publicKeyUniqueIdentifier, 'X_509'],
    ] as const) {
      const {object} = await t.call(Get, {uniqueIdentifier}, {version: '1.0'})
      expect(keyBlockOf(object)).toMatchObject({keyFormatType, cryptographicLength: length})
      const {attributes: all} = await t.call(GetAttributes, {uniqueIdentifier}, {version: '2.0'})
      expect(all?.get('CryptographicDomainParameters')).toEqual({recommendedCurve, qlength: undefined})
      expect((await attributesOf(t, uniqueIdentifier)).has('CryptographicDomainParameters')).toBe(false)
    }
  })

  it('links both keys and leaves the private one to the rest of the batch', async () => {
    const t = await createTestEngine()
    const {batchItems = []} = await t.batch([entry(CreateKeyPair, pairOf(ec)), entry(Get, {})])
    const ids = answerOf(CreateKeyPair, batchItems[0])
    expect(answerOf(Get, batchItems[1]).uniqueIdentifier).toBe(ids.privateKeyUniqueIdentifier)
    expect((await attributesOf(t, ids.privateKeyUniqueIdentifier)).all('Link')).toEqual([
      {linkType: 'PublicKeyLink', linkedObjectIdentifier: ids.publicKeyUniqueIdentifier},
    ])
    expect((await attributesOf(t, ids.publicKeyUniqueIdentifier)).all('Link')).toEqual([
      {linkType: 'PrivateKeyLink', linkedObjectIdentifier: ids.privateKeyUniqueIdentifier},
    ])
  })

  it('prefers what is said of one key to what is said of both, and unites names', async () => {
    const t = await createTestEngine()
    const common = several('Name', nameOf('both'))
    for (const [name, value] of Object.entries({...ec, ContactInformation: 'common', ActivationDate: at(60)})) {
      common.set(name as 'ContactInformation', value as string)
    }
    const ids = await t.call(CreateKeyPair, {
      commonAttributes: common,
      privateKeyAttributes: attributes({
        Name: nameOf('private'),
        CryptographicUsageMask: maskOf('Sign'),
        ActivationDate: at(0),
      }),
      publicKeyAttributes: attributes({ContactInformation: 'public', CryptographicUsageMask: maskOf('Verify')}),
    })
    const privateKey = await attributesOf(t, ids.privateKeyUniqueIdentifier)
    const publicKey = await attributesOf(t, ids.publicKeyUniqueIdentifier)
    expect(privateKey.all('Name')).toEqual([nameOf('private'), nameOf('both')])
    expect(publicKey.all('Name')).toEqual([nameOf('both')])
    expect([privateKey, publicKey].map((all) => all.get('ContactInformation'))).toEqual(['common', 'public'])
    expect([privateKey, publicKey].map((all) => all.get('State'))).toEqual(['Active', 'PreActive'])
    expect(privateKey.get('CryptographicUsageMask')).toBe(maskOf('Sign'))
    expect(publicKey.get('CryptographicUsageMask')).toBe(maskOf('Verify'))
  })

  it.each([
    [{CryptographicAlgorithm: 'ECDSA'}, 256, {recommendedCurve: 'P_256'}, ['ECPrivateKey', 'X_509']],
    [{...ec, CryptographicLength: 384}, 384, {recommendedCurve: 'P_384'}, ['ECPrivateKey', 'X_509']],
    [
      {CryptographicAlgorithm: 'ECDH', CryptographicDomainParameters: {recommendedCurve: 'SECP256K1'}},
      256,
      {recommendedCurve: 'SECP256K1'},
      ['ECPrivateKey', 'X_509'],
    ],
    [
      {CryptographicAlgorithm: 'EC', CryptographicDomainParameters: {recommendedCurve: 'SECP256K1', qlength: 256}},
      256,
      {recommendedCurve: 'SECP256K1', qlength: 256},
      ['ECPrivateKey', 'X_509'],
    ],
    [
      {CryptographicAlgorithm: 'DSA', CryptographicLength: 1024},
      1024,
      {qlength: 160},
      ['TransparentDSAPrivateKey', 'TransparentDSAPublicKey'],
    ],
    [
      {CryptographicAlgorithm: 'DH', CryptographicLength: 2048},
      2048,
      {qlength: 2047},
      ['TransparentDHPrivateKey', 'TransparentDHPublicKey'],
    ],
    [{CryptographicAlgorithm: 'RSA'}, 2048, undefined, ['PKCS_1', 'PKCS_1']],
  ] as const)(
    'fills in what %j leaves open',
    async (common, length, domain, formats) => {
      const t = await createTestEngine()
      const ids = await t.call(CreateKeyPair, pairOf(common))
      const privateKey = await attributesOf(t, ids.privateKeyUniqueIdentifier)
      const publicKey = await attributesOf(t, ids.publicKeyUniqueIdentifier)
      for (const all of [privateKey, publicKey]) {
        expect(all.get('CryptographicLength')).toBe(length)
        expect(all.get('CryptographicDomainParameters')).toEqual(domain)
      }
      expect([privateKey, publicKey].map((all) => all.get('Digest')?.keyFormatType)).toEqual(formats)
    },
    30_000,
  )

  it('makes the keys while no transaction is open, and different ones for each item of a batch', async () => {
    const t = await createTestEngine()
    const modes = watchModes(t)
    const {batchItems = []} = await t.batch([entry(CreateKeyPair, pairOf(ec)), entry(CreateKeyPair, pairOf(ec))])
    expect(modes).toEqual(['transaction', 'transaction', 'transaction'])
    const ids = batchItems.map((item) => answerOf(CreateKeyPair, item).privateKeyUniqueIdentifier)
    const digests = await Promise.all(ids.map(async (id) => (await attributesOf(t, id)).get('Digest')))
    expect(digests[0]).not.toEqual(digests[1])
    expect(await locate(t)).toHaveLength(4)
  })
})

describe('Create Key Pair refuses', () => {
  it('a request without algorithm, which it has to have', async () => {
    const t = await createTestEngine()
    expect(await t.reason(CreateKeyPair, pairOf({CryptographicLength: 2048}))).toBe('InvalidMessage')
  })

  it.each([
    ['an algorithm without pairs', pairOf({CryptographicAlgorithm: 'AES', CryptographicLength: 256})],
    ['a length that RSA keys do not have', pairOf({CryptographicAlgorithm: 'RSA', CryptographicLength: 1000})],
    ['a length that would take minutes', pairOf({CryptographicAlgorithm: 'RSA', CryptographicLength: 65_536})],
    ['a length that no curve has', pairOf({CryptographicAlgorithm: 'EC', CryptographicLength: 255})],
    [
      'a length that the curve does not have',
      pairOf({...ec, CryptographicDomainParameters: {recommendedCurve: 'P_384'}}),
    ],
    [
      'a curve for RSA',
      pairOf({CryptographicAlgorithm: 'RSA', CryptographicDomainParameters: {recommendedCurve: 'P_256'}}),
    ],
    [
      'a Qlength that does not fit',
      pairOf({CryptographicAlgorithm: 'DSA', CryptographicLength: 1024, CryptographicDomainParameters: {qlength: 256}}),
    ],
    [
      'different lengths for the two keys',
      pairOf({CryptographicAlgorithm: 'RSA'}, {CryptographicLength: 1024}, {CryptographicLength: 2048}),
    ],
    ['dates out of order', pairOf({...ec, ActivationDate: at(60), DeactivationDate: at(30)})],
  ] as const)('%s', async (_, request) => {
    const t = await createTestEngine()
    expect(await t.reason(CreateKeyPair, request)).toBe('InvalidField')
    expect(await locate(t)).toEqual([])
    expect(t.internalErrors).toEqual([])
  })

  it('names that are taken, before it makes a key', async () => {
    const t = await createTestEngine({policy: {uniqueNames: true}})
    await t.call(CreateKeyPair, pairOf(ec, {Name: nameOf('n')}))
    const modes = watchModes(t)
    expect(await t.reason(CreateKeyPair, pairOf(ec, {}, {Name: nameOf('n')}))).toBe('InvalidField')
    expect(modes).toEqual(['transaction'])
  })

  it('a curve that OpenSSL has not', async () => {
    const t = await createTestEngine()
    const domain = {recommendedCurve: 0x800000ff}
    const request = pairOf({CryptographicAlgorithm: 'EC', CryptographicDomainParameters: domain})
    expect(await t.reason(CreateKeyPair, request)).toBe('FeatureNotSupported')
  })

  it('a template that is not there', async () => {
    const t = await createTestEngine()
    const commonAttributes = attributes(ec)
    commonAttributes.templateNames = ['missing']
    expect(await t.reason(CreateKeyPair, {commonAttributes})).toBe('ItemNotFound')
  })
})
