import {describe, expect, it} from 'vitest'
import {listChanges} from '../../../src/administration/changes.ts'
import {revokeCredential} from '../../../src/administration/credentials.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {journalDays, journaled, tokenActor} from '../../../src/administration/journal.ts'
import {addMessageCredential} from '../../../src/administration/message-credentials.ts'
import {createRole, deleteRole, updateRole} from '../../../src/administration/roles.ts'
import {createScope, deleteScope} from '../../../src/administration/scopes.ts'
import {updateConfiguration} from '../../../src/administration/server-configuration.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import type {Store} from '../../../src/storage/store.ts'
import {authorityRecord, listenerRecord, tokenRecord} from '../../contract/records.ts'
import {now} from './fixture.ts'

const day = 24 * 60 * 60_000

interface Journal {
  readonly inner: Store
  readonly store: Store
}

function journal(actor = 'alice', clock = () => now.getTime()): Journal {
  const inner = new MemoryStore()
  return {inner, store: journaled(inner, {actor, clock})}
}

async function withRole(): Promise<Journal> {
  const made = journal()
  await createScope(made.store, 'finance', now)
  await createRole(made.store, {scope: 'finance', role: 'app', operations: ['get', 'locate'], now})
  return made
}

async function lastOf(store: Store) {
  return (await listChanges(store)).at(-1)
}

describe('a journaled store', () => {
  it('writes down who made which scopes and roles, with what the roles may do', async () => {
    const {store} = await withRole()
    const id = expect.any(String)
    expect(await listChanges(store)).toEqual([
      {sequence: 1, time: now, actor: 'alice', action: 'scope.create', target: {scope: 'finance', id}},
      {
        sequence: 2,
        time: now,
        actor: 'alice',
        action: 'role.create',
        target: {scope: 'finance', role: 'app', id, operations: 'Locate,Get'},
      },
    ])
  })

  it('says of an update what has changed and nothing else', async () => {
    const {store} = await withRole()
    await updateRole(store, {scope: 'finance', role: 'app', operations: ['all'], ttlSeconds: 60})
    const target = {scope: 'finance', role: 'app', operations: 'all', ttlSeconds: '60'}
    expect(await lastOf(store)).toMatchObject({action: 'role.update', target})
    expect((await lastOf(store))?.target).toEqual(target)
  })

  it('names roles and scopes that are deleted', async () => {
    const {store} = await withRole()
    await deleteRole(store, {scope: 'finance', role: 'app'})
    expect(await lastOf(store)).toMatchObject({action: 'role.delete', target: {scope: 'finance', role: 'app'}})
    await deleteScope(store, 'finance', {force: false})
    expect(await lastOf(store)).toMatchObject({action: 'scope.delete', target: {scope: 'finance'}})
  })

  it('writes down credentials that are issued and revoked, by serial number', async () => {
    const {store} = await withRole()
    const {description, credential} = await generateCredential(store, {
      scope: 'finance',
      role: 'app',
      keyType: 'ec',
      keyBits: 256,
      labels: {team: 'pay'},
      now,
    })
    const {serialNumber} = description
    const named = {scope: 'finance', role: 'app', serialNumber}
    expect(await lastOf(store)).toMatchObject({
      action: 'credential.issue',
      target: {...named, labels: '{"team":"pay"}', notAfter: description.notAfter.toISOString()},
    })
    await revokeCredential(store, {serialNumber}, now)
    expect(await lastOf(store)).toMatchObject({action: 'credential.revoke', target: named})
    const all = JSON.stringify(await listChanges(store))
    expect(all).toContain('authority.create')
    expect(all).not.toContain('PRIVATE KEY')
    expect(all).not.toContain(credential.privateKeyPem?.slice(30, 90))
  })

  it('writes down parameters of the configuration under Vault’s names', async () => {
    const {store} = journal()
    await updateConfiguration(store, {server_hostnames: 'kms.example,localhost', connection_timeout: '5s'})
    expect(await lastOf(store)).toMatchObject({action: 'configuration.update'})
    expect((await lastOf(store))?.target).toEqual({
      server_hostnames: 'kms.example,localhost',
      connection_timeout: '5s',
    })
  })

  it('keeps passwords, hashes and tokens to itself', async () => {
    const {store} = await withRole()
    const credential = {type: 'UsernameAndPassword', fields: {username: 'bob'}, password: 'geheim'} as const
    await addMessageCredential(store, {scope: 'finance', role: 'app'}, credential)
    expect((await lastOf(store))?.target).toEqual({
      scope: 'finance',
      role: 'app',
      messageCredentials: 'UsernameAndPassword',
    })
    await store.transaction(({administration}) =>
      administration.insertToken(tokenRecord('x', {hash: 'hash of x', displayName: 'ci'})),
    )
    expect(await lastOf(store)).toMatchObject({action: 'token.create', target: {accessor: 'x', displayName: 'ci'}})
    await store.transaction(({administration}) => administration.deleteToken('x'))
    expect(await lastOf(store)).toMatchObject({action: 'token.revoke', target: {accessor: 'x', displayName: 'ci'}})
    expect(JSON.stringify(await listChanges(store))).not.toMatch(/geheim|scrypt|hash of x/)
  })

  it('writes down another password for a user name that is there already', async () => {
    const {store} = await withRole()
    const name = {scope: 'finance', role: 'app'}
    const fields = {username: 'bob'}
    await addMessageCredential(store, name, {type: 'UsernameAndPassword', fields, password: 'one'})
    await addMessageCredential(store, name, {type: 'UsernameAndPassword', fields, password: 'two'})
    expect(await listChanges(store)).toHaveLength(4)
    expect((await lastOf(store))?.target).toEqual({...name, messageCredentials: 'UsernameAndPassword'})
  })

  it('writes down authorities and listeners', async () => {
    const {store} = journal()
    await store.transaction(async ({administration}) => {
      await administration.insertAuthority(authorityRecord('a', {kind: 'generated'}))
      await administration.updateAuthority(authorityRecord('a', {kind: 'generated', supersededBy: 'b'}))
      await administration.putListener(listenerRecord('l', {address: '127.0.0.1:1'}))
      await administration.putListener(listenerRecord('l', {address: '127.0.0.1:2'}))
      await administration.deleteListener('l')
      await administration.deleteAuthority('a')
    })
    expect((await listChanges(store)).map(({action, target}) => [action, target])).toMatchObject([
      ['authority.create', {authority: 'a', kind: 'generated'}],
      ['authority.update', {authority: 'a', supersededBy: 'b'}],
      ['listener.create', {listener: 'l', address: '127.0.0.1:1'}],
      ['listener.update', {listener: 'l', address: '127.0.0.1:2'}],
      ['listener.delete', {listener: 'l', address: '127.0.0.1:2'}],
      ['authority.delete', {authority: 'a'}],
    ])
  })

  it('writes nothing down about a change that is undone', async () => {
    const {store} = journal()
    const work = store.transaction(async (transaction) => {
      const {administration} = transaction
      await administration.insertScope({id: 's', name: 's', createdAt: 0})
      await transaction.savepoint(async () => {
        throw new Error('no')
      })
    })
    await expect(work).rejects.toThrow('no')
    expect(await listChanges(store)).toEqual([])
  })

  it('takes back with a savepoint what was written down in it', async () => {
    const {store} = journal()
    await store.transaction(async (transaction) => {
      const {administration} = transaction
      await administration.insertScope({id: 's', name: 's', createdAt: 0})
      const inner = transaction.savepoint(async () => {
        await administration.insertScope({id: 't', name: 't', createdAt: 0})
        throw new Error('no')
      })
      await inner.catch(() => undefined)
    })
    expect((await listChanges(store)).map(({target}) => target.scope)).toEqual(['s'])
  })

  it('forgets what is older than 400 days', async () => {
    let at = now.getTime()
    const {inner, store} = journal('alice', () => at)
    await createScope(store, 'old', now)
    at += journalDays * day + 1
    await createScope(journaled(inner, {actor: 'bob', clock: () => at}), 'new', now)
    expect((await listChanges(store)).map(({target}) => target.scope)).toEqual(['new'])
  })

  it('lists changes since a time, or the latest', async () => {
    let at = now.getTime()
    const {store} = journal('alice', () => at)
    for (const name of ['a', 'b', 'c']) {
      await createScope(store, name, now)
      at += 1000
    }
    const scopes = async (filter: Parameters<typeof listChanges>[1]) =>
      (await listChanges(store, filter)).map(({target}) => target.scope)
    expect(await scopes({since: now.getTime() + 1000})).toEqual(['b', 'c'])
    expect(await scopes({limit: 1})).toEqual(['c'])
  })

  it('names administrators that come with a token by its accessor', () => {
    expect(tokenActor({accessor: 'hvs', displayName: 'ci'})).toBe('token hvs (ci)')
  })
})
