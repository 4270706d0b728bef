import {generateKeyPairSync} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import {
  addMessageCredential,
  listMessageCredentials,
  removeMessageCredential,
} from '../../../src/administration/message-credentials.ts'
import {isPasswordOf} from '../../../src/server/authentication/password-hash.ts'
import {storeWithRole} from './fixture.ts'

const app = {scope: 'finance', role: 'app'}

const user = (username: string, password = 'secret') =>
  ({type: 'UsernameAndPassword', fields: {username}, password}) as const

const plain = {hasPassword: false, isSentHashed: false, hasOneTimePassword: false}

describe('message credentials of a role', () => {
  it('say what else of a user is kept, and show nothing of it', async () => {
    await using store = await storeWithRole()
    await addMessageCredential(store, app, {...user('one'), isSentHashed: true})
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const fields = {username: 'two'}
    const list = await addMessageCredential(store, app, {
      type: 'UsernameAndPassword',
      fields,
      oneTimePasswordSecret: secret,
    })
    expect(list).toEqual([
      {type: 'UsernameAndPassword', fields: {username: 'one'}, ...plain, hasPassword: true, isSentHashed: true},
      {type: 'UsernameAndPassword', fields, ...plain, hasOneTimePassword: true},
    ])
    expect(JSON.stringify(list)).not.toContain(secret)
  })

  it.each([
    ['is not in Base32', {...user('one'), oneTimePasswordSecret: 'GEZDGNBVGY3TQOJQ1111111111111111'}],
    ['fewer than 16', {...user('one'), oneTimePasswordSecret: 'GEZDGNBV'}],
    ['not both', {...user('one'), isSentHashed: true, oneTimePasswordSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'}],
    ['Only users', {type: 'Device', fields: {deviceIdentifier: 'd'}, isSentHashed: true}],
  ] as const)('are refused where something %s', async (message, credential) => {
    await using store = await storeWithRole()
    await expect(addMessageCredential(store, app, credential)).rejects.toThrow(message)
  })

  it('are listed in the order of their registration, without passwords', async () => {
    await using store = await storeWithRole()
    await addMessageCredential(store, app, user('one'))
    const device = {type: 'Device', fields: {deviceSerialNumber: '1'}} as const
    expect(await addMessageCredential(store, app, device)).toEqual([
      {type: 'UsernameAndPassword', fields: {username: 'one'}, ...plain, hasPassword: true},
      {...device, ...plain},
    ])
    expect(JSON.stringify(await listMessageCredentials(store, app))).not.toContain('secret')
  })

  it('take a new password, and go by their number', async () => {
    await using store = await storeWithRole()
    for (const credential of [user('one', 'old'), user('two'), user('one', 'new')]) {
      await addMessageCredential(store, app, credential)
    }
    const names = (await listMessageCredentials(store, app)).map(({fields}) => fields.username)
    expect(names).toEqual(['two', 'one'])
    const role = await store.read(async ({administration}) => {
      const scope = await administration.scope(app.scope)
      return administration.role(scope?.id ?? '', app.role)
    })
    const hash = role?.messageCredentials[1]?.passwordHash ?? ''
    expect([await isPasswordOf(hash, 'old'), await isPasswordOf(hash, 'new')]).toEqual([false, true])
    expect(await removeMessageCredential(store, app, 1)).toMatchObject([{fields: {username: 'one'}}])
    await expect(removeMessageCredential(store, app, 2)).rejects.toMatchObject({code: 'NOT_FOUND'})
  })

  it('may be the attestation key of a TPM', async () => {
    await using store = await storeWithRole()
    const {publicKey} = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: {type: 'spki', format: 'pem'},
      privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
    })
    const [added] = await addMessageCredential(store, app, {type: 'Attestation', fields: {publicKey, pcrDigest: 'AB'}})
    expect(added?.fields).toEqual({publicKey, pcrDigest: 'ab'})
  })

  it.each([
    ['a user name without a password', {type: 'UsernameAndPassword', fields: {username: 'one'}}],
    ['a device without a field', {type: 'Device', fields: {}}],
    ['an empty field', {type: 'Device', fields: {mediaIdentifier: ''}}],
    ['a key that is none', {type: 'Attestation', fields: {publicKey: 'key'}}],
    ['a digest that is none', {type: 'Attestation', fields: {publicKey: 'key', pcrDigest: 'x'}}],
  ] as const)('are refused as %s', async (_, credential) => {
    await using store = await storeWithRole()
    await expect(addMessageCredential(store, app, credential)).rejects.toMatchObject({code: 'USAGE'})
  })
})
