import {describe, expect, it} from 'vitest'
import {Activate} from '../../../../src/kmip/operations/activate.ts'
import {Certify} from '../../../../src/kmip/operations/certify.ts'
import {CreateKeyPair} from '../../../../src/kmip/operations/create-key-pair.ts'
import {CreateSplitKey} from '../../../../src/kmip/operations/create-split-key.ts'
import {DeriveKey} from '../../../../src/kmip/operations/derive-key.ts'
import {Import} from '../../../../src/kmip/operations/import.ts'
import {JoinSplitKey} from '../../../../src/kmip/operations/join-split-key.ts'
import {ReCertify} from '../../../../src/kmip/operations/re-certify.ts'
import {ReKey} from '../../../../src/kmip/operations/re-key.ts'
import {ReKeyKeyPair} from '../../../../src/kmip/operations/re-key-key-pair.ts'
import {registerPublicKey} from '../../../support/certificates.ts'
import {registerKey, requestFor, sha256} from '../../../support/derivation.ts'
import {
  aes,
  attributes,
  createKey,
  maskOf,
  nameOf,
  rawKey,
  register,
  repeated,
  secret,
} from '../../../support/managed-objects.ts'
import {createTestEngine, identityOf, type TestEngine} from '../../../support/test-engine.ts'

const split = {objectType: 'SplitKey', splitKeyParts: 3, splitKeyThreshold: 3, splitKeyMethod: 'XOR'} as const
const importing = {uniqueIdentifier: 'moved', attributes: attributes(aes), object: rawKey(repeated(5, 32))}

function createPair(t: TestEngine) {
  return t.call(CreateKeyPair, {
    commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength: 256}),
    privateKeyAttributes: attributes({CryptographicUsageMask: maskOf('Sign')}),
    publicKeyAttributes: attributes({CryptographicUsageMask: maskOf('Verify')}),
  })
}

async function certify(t: TestEngine): Promise<string> {
  const uniqueIdentifier = await registerPublicKey(t)
  const request = {uniqueIdentifier, attributes: attributes({CertificateType: 'X_509'})}
  return (await t.call(Certify, request)).uniqueIdentifier
}

/** All the ways in which objects come to be, and how many each of them makes. */
const ways: readonly (readonly [name: string, count: number, make: (t: TestEngine) => Promise<unknown>])[] = [
  ['Create', 1, (t) => createKey(t)],
  ['Create Key Pair', 2, createPair],
  ['Register', 1, (t) => register(t, secret('password'), {CryptographicUsageMask: maskOf('DeriveKey')})],
  ['Import', 1, (t) => t.call(Import, importing)],
  [
    'Derive Key',
    2,
    async (t) =>
      t.call(
        DeriveKey,
        requestFor(await registerKey(t), {
          derivationMethod: 'HMAC',
          derivationParameters: {cryptographicParameters: sha256, derivationData: [repeated(1, 4)]},
        }),
      ),
  ],
  ['Re-key', 2, async (t) => t.call(ReKey, {uniqueIdentifier: await createKey(t)})],
  [
    'Re-key Key Pair',
    4,
    async (t) => {
      const {privateKeyUniqueIdentifier} = await createPair(t)
      return t.call(ReKeyKeyPair, {privateKeyUniqueIdentifier})
    },
  ],
  // With the public key and the certificate of the authority
  ['Certify', 3, certify],
  ['Re-certify', 4, async (t) => t.call(ReCertify, {uniqueIdentifier: await certify(t)})],
  ['Create Split Key', 3, (t) => t.call(CreateSplitKey, {...split, attributes: attributes(aes)})],
  [
    'Join Split Key',
    4,
    async (t) => {
      const {uniqueIdentifier} = await t.call(CreateSplitKey, {...split, attributes: attributes(aes)})
      return t.call(JoinSplitKey, {objectType: 'SymmetricKey', uniqueIdentifier})
    },
  ],
]

function roleOf({engine}: TestEngine, id: string): Promise<string | undefined> {
  return engine.store.read(async ({objects}) => (await objects.get('one', id))?.roleId)
}

describe('the role that made an object', () => {
  it.each(ways)('is known of what %s makes: %i', async (_, count, make) => {
    const t = await createTestEngine()
    await make(t)
    const find = (roleId?: string) =>
      t.engine.store.read(({objects}) => objects.find({scopeId: 'one', conditions: [], roleId}))
    const {ids} = await find()
    expect(ids).toHaveLength(count)
    expect(await find('tester-id')).toEqual({ids, total: undefined})
  })

  it('stays when another role changes the object, or imports another one in its place', async () => {
    const t = await createTestEngine()
    await t.call(Import, importing)
    const other = {identity: {...identityOf('one'), roleId: 'other-id'}}
    const uniqueIdentifier = await createKey(t, {Name: nameOf('a')}, other)
    expect(await roleOf(t, uniqueIdentifier)).toBe('other-id')
    await t.call(Activate, {uniqueIdentifier: 'moved'}, other)
    await t.call(Import, {...importing, replaceExisting: true}, other)
    expect(await roleOf(t, 'moved')).toBe('tester-id')
  })
})
