import {describe, expect, it} from 'vitest'
import {handlers} from '../../../../src/server/handlers/index.ts'
import {Operation} from '../../../../src/kmip/spec/enumerations.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {queryClientIdentity, readClientIdentity} from '../../../../src/kmip/structures/client-identity.ts'
import type {ServerFacts} from '../../../../src/server/context.ts'
import {describeRoles} from '../../../support/access-tests.ts'
import {createTestEngine, identityOf} from '../../../support/test-engine.ts'

describeRoles(Query, {queryFunction: ['QueryOperations']})

describe('Query', () => {
  it('lists every operation that has a handler, and those that go to clients', async () => {
    const t = await createTestEngine()
    const {operation = []} = await t.call(Query, {queryFunction: ['QueryOperations']}, {version: '2.1'})
    const known = Object.values(handlers).map(({operation: {name}}) => name)
    expect(new Set(operation)).toEqual(new Set([...known, 'Notify', 'Put']))
  })

  it.each(['1.0', '1.1', '1.2', '1.3', '1.4'] as const)('lists at %s no operation that came later', async (version) => {
    const t = await createTestEngine()
    const {operation = []} = await t.call(Query, {queryFunction: ['QueryOperations']}, {version})
    const expected = [...Object.keys(handlers), 'Notify', 'Put'].filter((name) => Operation.knownIn(name, version))
    expect(operation).toEqual(expected)
    expect(operation.includes('Import')).toBe(version === '1.4')
    expect(operation.includes('DiscoverVersions')).toBe(version !== '1.0')
  })

  it('lists the types of objects that it keeps', async () => {
    const t = await createTestEngine()
    const {objectType} = await t.call(Query, {queryFunction: ['QueryObjects']})
    expect(objectType).toEqual(
      expect.arrayContaining(['SymmetricKey', 'PublicKey', 'PrivateKey', 'SecretData', 'OpaqueObject', 'Template']),
    )
  })

  it('names its vendor', async () => {
    const t = await createTestEngine()
    const answer = await t.call(Query, {queryFunction: ['QueryServerInformation']}, {version: '1.0'})
    expect(answer.vendorIdentification).toBe('kmipctl')
    expect(answer.serverInformation).toEqual({})
  })

  it('answers several functions at once, and nothing that was not asked', async () => {
    const t = await createTestEngine()
    const answer = await t.call(Query, {queryFunction: ['QueryObjects', 'QueryServerInformation']})
    expect(Object.keys(answer).filter((key) => !Array.isArray(answer[key as keyof typeof answer]))).toEqual([
      'vendorIdentification',
      'serverInformation',
    ])
    expect(answer.operation ?? []).toEqual([])
  })

  it('tells the truth of its generator and its capabilities from 1.3 on', async () => {
    const t = await createTestEngine()
    const queryFunction = ['QueryRNGs', 'QueryCapabilities'] as const
    const answer = await t.call(Query, {queryFunction}, {version: '1.3'})
    expect(answer.rngParameters?.[0]).toMatchObject({rngAlgorithm: 'DRBG', cryptographicLength: 256})
    expect(answer.capabilityInformation?.[0]).toEqual({
      streamingCapability: true,
      asynchronousCapability: true,
      attestationCapability: true,
      unwrapMode: 'NotProcessed',
      destroyAction: 'KeyMaterialDeleted',
      shreddingAlgorithm: 'Unsupported',
      rngMode: 'Unspecified',
    })
    const newest = await t.call(Query, {queryFunction})
    expect(newest.capabilityInformation?.[0]).toMatchObject({batchUndoCapability: true, batchContinueCapability: true})
  })

  it.each(['1.0', '1.1', '1.2', '1.3', '1.4'] as const)(
    'answers all functions of %s, also those it has no answer to',
    async (version) => {
      const t = await createTestEngine()
      const queryFunction = [
        'QueryOperations',
        'QueryObjects',
        'QueryServerInformation',
        'QueryApplicationNamespaces',
        'QueryExtensionList',
        'QueryExtensionMap',
        'QueryAttestationTypes',
        'QueryRNGs',
        'QueryValidations',
        'QueryProfiles',
        'QueryCapabilities',
        'QueryClientRegistrationMethods',
      ] as const
      const answer = await t.call(Query, {queryFunction}, {version})
      expect(answer.vendorIdentification).toBe('kmipctl')
      expect(answer.applicationNamespace ?? []).toEqual([])
    },
  )

  it('lists profiles of its versions, those of HTTPS only where it listens for that', async () => {
    const t = await createTestEngine()
    const profiles = async (version: '1.3' | '1.4', engine = t) =>
      (await engine.call(Query, {queryFunction: ['QueryProfiles']}, {version})).profileInformation ?? []
    const newest = (await profiles('1.4')).map(({profileName}) => profileName)
    expect(newest).toContain('TapeLibraryServerKMIPV1_4')
    expect(newest.filter((name) => /Client|HTTPS|XML|JSON/.test(String(name)))).toEqual([])
    const older = (await profiles('1.3')).map(({profileName}) => profileName)
    expect(older).toContain('TapeLibraryServerKMIPV1_3')
    expect(older).not.toContain('TapeLibraryServerKMIPV1_4')
    const httpsUrls = ['https://kms.example:8443/kmip']
    const served = await createTestEngine({engine: {facts: {...t.engine.facts, httpsUrls}}})
    const addressed = (await profiles('1.4', served)).filter(({serverURI}) => serverURI !== undefined)
    expect(addressed).toContainEqual({
      profileName: 'XMLServerKMIPV1_4',
      serverURI: 'https://kms.example:8443/kmip',
      serverPort: 8443,
    })
  })

  it.each(['2.0', '2.1'] as const)(
    'lists at %s profiles with the versions they have, and none of 1.x',
    async (version) => {
      const plain = await createTestEngine()
      const httpsUrls = ['https://kms.example/kmip']
      const t = await createTestEngine({engine: {facts: {...plain.engine.facts, httpsUrls}}})
      const {profileInformation = []} = await t.call(Query, {queryFunction: ['QueryProfiles']}, {version})
      for (const profileVersionMinor of [0, 1]) {
        const profileVersion = {profileVersionMajor: 2, profileVersionMinor}
        expect(profileInformation).toContainEqual({profileName: 'SymmetricKeyLifecycleServer', profileVersion})
        const place = {serverURI: 'https://kms.example/kmip', serverPort: 443}
        expect(profileInformation).toContainEqual({profileName: 'JSONServer', profileVersion, ...place})
      }
      const names = profileInformation.map(({profileName}) => String(profileName))
      expect(names.filter((name) => /KMIPV1|Client|Complete/.test(name))).toEqual([])
      expect(profileInformation.filter(({profileVersion}) => profileVersion === undefined)).toEqual([])
    },
  )

  it('asserts the Baseline of 2.x only where Interop is on offer, which it asks for', async () => {
    const {engine} = await createTestEngine()
    const others = engine.facts.operations.filter((name) => name !== 'Interop')
    const names = async (operations: ServerFacts['operations']) => {
      const t = await createTestEngine({engine: {facts: {...engine.facts, operations}}})
      const answer = await t.call(Query, {queryFunction: ['QueryProfiles']}, {version: '2.1'})
      return (answer.profileInformation ?? []).map(({profileName}) => profileName)
    }
    expect(await names([...others, 'Interop'])).toContain('BaselineServer')
    expect(await names(others)).not.toContain('BaselineServer')
    expect(await names(others)).toContain('TapeLibraryServer')
    // It asks for algorithms that OpenSSL has not
    expect(await names(others)).not.toContain('QuantumSafeServer')
  })

  it('lists the extensions by their names, or with their tags where the map is asked for too', async () => {
    const t = await createTestEngine()
    const ask = async (...queryFunction: ('QueryExtensionList' | 'QueryExtensionMap')[]) =>
      (await t.call(Query, {queryFunction}, {version: '2.1'})).extensionInformation
    expect(await ask('QueryExtensionList')).toContainEqual({extensionName: 'Client Role'})
    const map = await ask('QueryExtensionMap')
    expect(map).toContainEqual({
      extensionName: 'Client Role',
      extensionTag: 0x540c02,
      extensionType: 'TextString',
      extensionParentStructureTag: Tag.ServerInformation,
    })
    expect(await ask('QueryExtensionMap', 'QueryExtensionList')).toEqual(map)
    expect(await ask('QueryExtensionList', 'QueryExtensionMap')).toEqual(map)
  })

  it('names itself since 2.0 in items that KMIP has names for', async () => {
    const t = await createTestEngine()
    const ask = {queryFunction: ['QueryServerInformation', 'QueryCapabilities']} as const
    const {serverInformation, capabilityInformation} = await t.call(Query, ask, {version: '2.0'})
    expect(serverInformation).toMatchObject({serverName: 'kmipctl', productName: 'kmipctl'})
    expect(capabilityInformation?.[0]?.quantumSafeCapability).toBe(true)
  })

  it('claims no profile of a complete server, which this one is not', async () => {
    const t = await createTestEngine()
    for (const version of ['1.3', '1.4'] as const) {
      const answer = await t.call(Query, {queryFunction: ['QueryProfiles']}, {version})
      const names = (answer.profileInformation ?? []).map(({profileName}) => String(profileName))
      expect(names).toContain('BaselineServerBasicKMIPV1_3')
      expect(names.filter((name) => name.startsWith('Complete'))).toEqual([])
    }
  })

  it('names the ways to register a client', async () => {
    const t = await createTestEngine()
    const {clientRegistrationMethod} = await t.call(Query, {queryFunction: ['QueryClientRegistrationMethods']})
    expect(clientRegistrationMethod).toEqual([
      'ServerPreGenerated',
      'ServerOnDemand',
      'ClientGenerated',
      'ClientRegistered',
    ])
  })

  it.each(['1.0', '1.4'] as const)(
    'tells at %s who the client is where that is asked, and nobody else',
    async (version) => {
      const t = await createTestEngine()
      const identity = {...identityOf('one', ['Query', 'Get', 'Put']), scopeName: 'finance', roleName: 'app'}
      const ask = (...queryFunction: readonly (number | 'QueryServerInformation')[]) =>
        t.call(Query, {queryFunction}, {version, identity})
      const {serverInformation} = await ask(queryClientIdentity)
      expect(readClientIdentity(serverInformation?.vendorItems ?? [])).toEqual({
        scope: 'finance',
        role: 'app',
        operations: expect.toSatisfy((names: string[]) => names.toSorted().join() === 'Get,Query'),
      })
      expect((await ask('QueryServerInformation')).serverInformation?.vendorItems).toBeUndefined()
      expect(await ask('QueryServerInformation', queryClientIdentity)).toMatchObject({vendorIdentification: 'kmipctl'})
    },
  )

  it('ignores a function that nobody knows', async () => {
    const t = await createTestEngine()
    const answer = await t.call(Query, {queryFunction: [0x80000001, 'QueryObjects']})
    expect(answer.objectType).toContain('SymmetricKey')
  })
})
