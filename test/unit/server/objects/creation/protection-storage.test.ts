import {describe, expect, it} from 'vitest'
import {Create} from '../../../../../src/kmip/operations/create.ts'
import {CreateKeyPair} from '../../../../../src/kmip/operations/create-key-pair.ts'
import {GetAttributes} from '../../../../../src/kmip/operations/get-attributes.ts'
import {Locate} from '../../../../../src/kmip/operations/locate.ts'
import {ReKey} from '../../../../../src/kmip/operations/re-key.ts'
import {ProtectionStorageMask} from '../../../../../src/kmip/spec/masks.ts'
import {serverFacts} from '../../../../../src/server/facts.ts'
import {aes, attributes, createKey, maskOf} from '../../../../support/managed-objects.ts'
import {createTestEngine, type TestEngine} from '../../../../support/test-engine.ts'

const version = '2.1' as const
const of = ProtectionStorageMask.of.bind(ProtectionStorageMask)
const software = of('Software')

function masks(...protectionStorageMask: readonly number[]) {
  return {protectionStorageMask}
}

function creation(...acceptable: readonly number[]) {
  return {
    objectType: 'SymmetricKey',
    attributes: attributes(aes),
    protectionStorageMasks: masks(...acceptable),
  } as const
}

async function storageOf(t: TestEngine, uniqueIdentifier: string): Promise<number | undefined> {
  const request = {uniqueIdentifier, attributeReferences: ['ProtectionStorageMask'] as const}
  return (await t.call(GetAttributes, request, {version})).attributes?.get('ProtectionStorageMask')
}

describe('the Protection Storage Mask', () => {
  it('is Software for every object, and finds it', async () => {
    const t = await createTestEngine()
    const id = await createKey(t)
    expect(await storageOf(t, id)).toBe(software)
    const search = (mask: number) => t.call(Locate, {attributes: attributes({ProtectionStorageMask: mask})}, {version})
    expect((await search(software)).uniqueIdentifier).toEqual([id])
    expect((await search(of('Hardware'))).uniqueIdentifier ?? []).toEqual([])
  })

  it('is the first one acceptable to the client that can be had', async () => {
    const t = await createTestEngine()
    const {uniqueIdentifier} = await t.call(Create, creation(of('Hardware'), software), {version})
    expect(await storageOf(t, uniqueIdentifier)).toBe(software)
  })

  it('refuses the object when none can be had in its entirety', async () => {
    const t = await createTestEngine()
    const reason = await t.reason(Create, creation(of('Software', 'Validated'), of('Hardware')), {version})
    expect(reason).toBe('ProtectionStorageUnavailable')
    const uniqueIdentifier = await createKey(t)
    const protectionStorageMasks = masks(of('Hardware'))
    expect(await t.reason(ReKey, {uniqueIdentifier, protectionStorageMasks}, {version})).toBe(reason)
  })

  it('is chosen for each key of a pair', async () => {
    const t = await createTestEngine()
    const pair = {
      commonAttributes: attributes({CryptographicAlgorithm: 'EC', CryptographicLength: 256}),
      privateKeyAttributes: attributes({CryptographicUsageMask: maskOf('Sign')}),
      publicKeyAttributes: attributes({CryptographicUsageMask: maskOf('Verify')}),
      commonProtectionStorageMasks: masks(software),
    }
    const hardware = masks(of('Hardware'))
    const privateOnes = {...pair, privateProtectionStorageMasks: hardware}
    expect(await t.reason(CreateKeyPair, privateOnes, {version})).toBe('PrivateProtectionStorageUnavailable')
    const publicOnes = {...pair, publicProtectionStorageMasks: hardware}
    expect(await t.reason(CreateKeyPair, publicOnes, {version})).toBe('PublicProtectionStorageUnavailable')
    const {privateKeyUniqueIdentifier: id} = await t.call(CreateKeyPair, pair, {version})
    expect(await storageOf(t, id)).toBe(software)
  })

  it('is what the operator states', async () => {
    const stated = of('Hardware', 'Validated', 'OnPremises')
    const facts = {...serverFacts, protectionStorageMasks: masks(stated)}
    const t = await createTestEngine({engine: {facts}})
    expect(await storageOf(t, await createKey(t))).toBe(stated)
    const chosen = of('Hardware', 'Validated')
    const {uniqueIdentifier} = await t.call(Create, creation(chosen), {version})
    expect(await storageOf(t, uniqueIdentifier)).toBe(chosen)
    const replacement = await t.call(ReKey, {uniqueIdentifier}, {version})
    expect(await storageOf(t, replacement.uniqueIdentifier)).toBe(chosen)
  })
})
