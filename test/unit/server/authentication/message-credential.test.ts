import {describe, expect, it} from 'vitest'
import {generateCredential} from '../../../../src/administration/issue-credential.ts'
import {createRole} from '../../../../src/administration/roles.ts'
import {createScope} from '../../../../src/administration/scopes.ts'
import {describeCertificate} from '../../../../src/ca/certificate.ts'
import {DiscoverVersions} from '../../../../src/kmip/operations/discover-versions.ts'
import {Locate} from '../../../../src/kmip/operations/locate.ts'
import type {Credential} from '../../../../src/kmip/structures/credential.ts'
import {credentialOf, credentialValues} from '../../../../src/kmip/structures/credential-values.ts'
import {Tag} from '../../../../src/kmip/spec/tags.ts'
import {commonNameOf} from '../../../../src/server/identity/common-name.ts'
import {createIdentify, isRefused} from '../../../../src/server/identity/identify.ts'
import type {CredentialPolicy} from '../../../../src/server/credential-policy.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import {ItemType} from '../../../../src/ttlv/node.ts'
import {createTestEngine, entry, identityOf} from '../../../support/test-engine.ts'
import {checkMessageCredential} from '../../../../src/server/authentication/message-credential.ts'
import {hashPassword} from '../../../../src/server/authentication/password-hash.ts'
import type {DeviceCredential} from '../../../../src/kmip/structures/device-credential.ts'
import type {MessageCredentialRecord} from '../../../../src/storage/store.ts'
import {Query} from '../../../../src/kmip/operations/query.ts'
import {tlsFixture} from '../../../support/tls-fixtures.ts'

const login = (username: string, password?: string): Credential =>
  credentialOf(credentialValues.UsernameAndPassword, {username, password})

const device = credentialOf(credentialValues.Device, {deviceIdentifier: 'tester'})

/** How a message with these credentials of the role `tester`, common name `tester-1`, is answered. */
async function answerTo(messageCredential: CredentialPolicy, credentials: readonly Credential[]) {
  const t = await createTestEngine({policy: {messageCredential}})
  const header = credentials.length === 0 ? {} : {authentication: {credential: [...credentials]}}
  const {batchItems = []} = await t.batch([entry(DiscoverVersions, {}), entry(Locate, {})], {header})
  expect(t.internalErrors).toEqual([])
  return batchItems
}

const served = [{resultStatus: 'Success'}, {resultStatus: 'Success'}]

describe('Rule 25: a user name in the message beside the certificate', () => {
  it.each([
    ['a foreign name', [login('somebody', 'else')]],
    ['a credential of another type', [device]],
    ['one that makes no sense', [{credentialType: 'UsernameAndPassword', credentialValue: text('?')}]],
  ] as const)('is ignored by default, also %s', async (_, credentials) => {
    expect(await answerTo('ignore', credentials)).toMatchObject(served)
  })

  it.each([
    ['match', 'the role', [login('tester', 'wrong')]],
    ['match', 'the role without a password', [login('tester')]],
    ['match', 'the common name', [login('tester-1', 'wrong')]],
    ['match', 'both, one after the other', [login('tester'), login('tester-1')]],
    ['match', 'nothing', []],
    ['require', 'the role', [login('tester', '')]],
    ['require', 'the common name', [login('tester-1')]],
  ] as const)('passes under %s when it is %s', async (policy, _, credentials) => {
    expect(await answerTo(policy, credentials)).toMatchObject(served)
  })

  const foreign =
    'Authentication failed: the user name is neither the role nor the common name of the client certificate'
  it.each([
    ['match', 'a foreign name', [login('somebody', 'tester')], foreign],
    ['match', 'another spelling', [login('Tester')], foreign],
    ['match', 'an empty name', [login('')], foreign],
    ['match', 'a foreign name behind the right one', [login('tester'), login('somebody')], foreign],
    ['require', 'a foreign name', [login('somebody')], foreign],
    ['require', 'nothing', [], 'Authentication failed: the message has no user name'],
  ] as const)('fails the whole message under %s when it is %s', async (policy, _, credentials, resultMessage) => {
    expect(await answerTo(policy, credentials)).toEqual([
      {resultStatus: 'OperationFailed', resultReason: 'AuthenticationNotSuccessful', resultMessage},
    ])
  })

  it.each(['match', 'require'] as const)('has to be of a type that this server checks under %s', async (policy) => {
    expect(await answerTo(policy, [device])).toMatchObject([
      {
        resultReason: 'AuthenticationNotSuccessful',
        resultMessage: 'Authentication failed: the device is not registered with the role',
      },
    ])
    const vendor = {credentialType: 0x80000001, credentialValue: text('?')}
    expect(await answerTo(policy, [vendor])).toMatchObject([
      {resultReason: 'FeatureNotSupported', resultMessage: 'Credentials of the type 0x80000001 are not supported'},
    ])
  })

  it('is refused when its type is one of a later version', async () => {
    const credential = {credentialType: 'HashedPassword', credentialValue: text('?')} as const
    const check = {header: {authentication: {credential: [credential]}}, version: '1.4', isHarmless: false} as const
    const around = {store: new MemoryStore(), now: new Date()}
    await expect(checkMessageCredential('match', {...check, ...around}, identityOf('one'))).rejects.toMatchObject({
      reason: 'FeatureNotSupported',
      message: 'Credentials of the type HashedPassword are not supported',
    })
  })

  it('has to have its structure where it is looked at', async () => {
    const credential = {credentialType: 'UsernameAndPassword', credentialValue: text('tester')} as const
    expect(await answerTo('match', [credential])).toMatchObject([{resultReason: 'InvalidMessage'}])
  })

  it('never matches a certificate that has no common name', async () => {
    const t = await createTestEngine({policy: {messageCredential: 'match'}})
    const header = {authentication: {credential: [login('undefined')]}}
    const identity = {...identityOf('one'), commonName: undefined}
    const {batchItems} = await t.batch([entry(Locate, {})], {header, identity})
    expect(batchItems).toMatchObject([{resultReason: 'AuthenticationNotSuccessful'}])
  })

  it('is checked in every version, with the refusal in that version', async () => {
    for (const version of ['1.0', '1.1', '1.2', '1.3', '1.4'] as const) {
      const t = await createTestEngine({policy: {messageCredential: 'match'}})
      const header = {authentication: {credential: [login('somebody')]}}
      const {batchItems} = await t.batch([entry(Locate, {}, version)], {version, header})
      expect(batchItems).toMatchObject([{resultReason: 'AuthenticationNotSuccessful'}])
    }
  })
})

describe('Credentials that are registered with the role', () => {
  async function registered(): Promise<readonly MessageCredentialRecord[]> {
    return [
      {type: 'UsernameAndPassword', fields: {username: 'backup'}, passwordHash: await hashPassword('right')},
      {type: 'Device', fields: {deviceSerialNumber: '1', mediaIdentifier: 'm'}},
      {type: 'Device', fields: {machineIdentifier: '2'}, passwordHash: await hashPassword('secret')},
    ]
  }

  async function resultOf(credential: Credential | undefined, policy: CredentialPolicy = 'match') {
    const t = await createTestEngine({policy: {messageCredential: policy}})
    const identity = {...identityOf('one'), messageCredentials: await registered()}
    const header = credential === undefined ? {} : {authentication: {credential: [credential]}}
    const [item] = (await t.batch([entry(Locate, {})], {header, identity})).batchItems ?? []
    return item?.resultReason ?? item?.resultStatus
  }

  const deviceOf = (fields: DeviceCredential) => credentialOf(credentialValues.Device, fields)

  it.each([
    ['the user with the password', login('backup', 'right')],
    ['a device with all its fields', deviceOf({deviceSerialNumber: '1', mediaIdentifier: 'm'})],
    [
      'a device that wants no password, with one',
      deviceOf({deviceSerialNumber: '1', mediaIdentifier: 'm', password: 'x'}),
    ],
    ['a device with its password', deviceOf({machineIdentifier: '2', password: 'secret'})],
  ])('let pass %s', async (_, credential) => {
    expect(await resultOf(credential)).toBe('Success')
    expect(await resultOf(credential, 'require')).toBe('Success')
  })

  it.each([
    ['another password', login('backup', 'wrong')],
    ['no password', login('backup')],
    ['the role, which is no user then', login('tester', 'right')],
    ['a device with less', deviceOf({deviceSerialNumber: '1'})],
    ['a device with more', deviceOf({deviceSerialNumber: '1', mediaIdentifier: 'm', networkIdentifier: 'n'})],
    ['a device with another value', deviceOf({deviceSerialNumber: '2', mediaIdentifier: 'm'})],
    ['a device without its password', deviceOf({machineIdentifier: '2'})],
    ['a device that says nothing', deviceOf({password: 'secret'})],
  ])('keep out %s', async (_, credential) => {
    expect(await resultOf(credential)).toBe('AuthenticationNotSuccessful')
    expect(await resultOf(credential, 'ignore')).toBe('Success')
  })

  it('have to be sent where they are required, but not to ask what the server can do', async () => {
    expect(await resultOf(undefined, 'require')).toBe('AuthenticationNotSuccessful')
    const t = await createTestEngine({policy: {messageCredential: 'require'}})
    const {batchItems} = await t.batch([entry(Query, {}), entry(DiscoverVersions, {})])
    expect(batchItems).toMatchObject(served)
  })

  it('are checked anew when the password has changed', async () => {
    const t = await createTestEngine({policy: {messageCredential: 'match'}})
    const header = {authentication: {credential: [login('backup', 'right')]}}
    const statusFor = async (messageCredentials: readonly MessageCredentialRecord[]) =>
      (await t.batch([entry(Locate, {})], {header, identity: {...identityOf('one'), messageCredentials}}))
        .batchItems?.[0]?.resultStatus
    const before = await registered()
    expect([await statusFor(before), await statusFor(before)]).toEqual(['Success', 'Success'])
    const passwordHash = await hashPassword('new')
    expect(await statusFor([{type: 'UsernameAndPassword', fields: {username: 'backup'}, passwordHash}])).toBe(
      'OperationFailed',
    )
  })
})

describe('The common name of an identity', () => {
  it('is that of the credential’s certificate', async () => {
    await using store = new MemoryStore()
    const now = new Date()
    await createScope(store, 'app', now)
    await createRole(store, {scope: 'app', role: 'admin', operations: ['all'], now})
    const {credential} = await generateCredential(store, {scope: 'app', role: 'admin', now})
    const {fingerprint} = describeCertificate(credential.certificatePem)
    const identity = await createIdentify(store)({fingerprint}, now.getTime())
    if (isRefused(identity)) throw new Error(identity.refused)
    expect(identity.commonName).toBe(commonNameOf(credential.certificatePem))
    expect(identity.commonName).toMatch(/\w/)
  })

  it('is undefined for what is no certificate', () => {
    expect(commonNameOf(tlsFixture('client.pem'))).toMatch(/\w/)
    expect(commonNameOf('pem')).toBeUndefined()
  })
})

function text(value: string) {
  return {tag: Tag.CredentialValue, type: ItemType.TextString, value} as const
}
