import {beforeEach, describe, expect, it} from 'vitest'
import type {AdministrationReader, AdministrationWriter, Store} from '../../src/storage/store.ts'
import {
  addObjects,
  addScopes,
  authorityRecord,
  bytes,
  continuation,
  credentialRecord,
  listenerRecord,
  roleRecord,
  scopeRecord,
  storedObject,
  text,
  tokenRecord,
} from './records.ts'

/** What every store does with scopes, roles, credentials, authorities, settings and continuations. */
export function administrationContract(current: () => Store): void {
  const read = <T>(work: (administration: AdministrationReader) => Promise<T>): Promise<T> =>
    current().read(({administration}) => work(administration))
  const write = <T>(work: (administration: AdministrationWriter) => Promise<T>): Promise<T> =>
    current().transaction(({administration}) => work(administration))
  const conflict = {storageCode: 'CONFLICT'}
  const notFound = {storageCode: 'NOT_FOUND'}

  beforeEach(() => addScopes(current(), 's', 'other'))

  describe('scopes', () => {
    it('are found by name and identifier and listed by name', async () => {
      const scope = scopeRecord('third', 'alpha')
      await write((administration) => administration.insertScope(scope))
      expect(await read((administration) => administration.scope('alpha'))).toEqual(scope)
      expect(await read((administration) => administration.scopeById('third'))).toEqual(scope)
      expect(await read((administration) => administration.scope('Alpha'))).toBeUndefined()
      const listed = await read((administration) => administration.scopes())
      expect(listed.map(({name}) => name)).toEqual(['alpha', 'name of other', 'name of s'])
    })

    it('refuse a name or identifier that is taken', async () => {
      const sameName = write((administration) => administration.insertScope(scopeRecord('new', 'name of s')))
      await expect(sameName).rejects.toMatchObject(conflict)
      await expect(
        write((administration) => administration.insertScope(scopeRecord('s', 'new'))),
      ).rejects.toMatchObject(conflict)
    })

    it('take their objects, roles, credentials and continuations with them, and nothing else', async () => {
      await addObjects(
        current(),
        storedObject('1', {name: 'a'}, {nextTransition: 1}),
        storedObject('2', {name: 'a'}, {scopeId: 'other', nextTransition: 1}),
      )
      await current().transaction(async ({administration, continuations}) => {
        for (const scopeId of ['s', 'other']) {
          await administration.insertRole(roleRecord(`role of ${scopeId}`, scopeId))
          await administration.insertCredential(
            credentialRecord(`credential of ${scopeId}`, scopeId, `role of ${scopeId}`),
          )
          await continuations.put(continuation('c', scopeId))
        }
        await administration.deleteScope('s')
      })
      await current().read(async ({objects, administration, continuations}) => {
        const conditions = [{key: 'name', equals: 'a'}]
        expect(await administration.scopeById('s')).toBeUndefined()
        expect(await administration.roleById('role of s')).toBeUndefined()
        expect(await administration.credential('credential of s')).toBeUndefined()
        expect(await administration.credentialByFingerprint('fingerprint of credential of s')).toBeUndefined()
        expect(await objects.get('s', '1')).toBeUndefined()
        expect(await objects.find({scopeId: 's', conditions, count: true})).toEqual({ids: [], total: 0})
        expect(await objects.due('s', 9, 9)).toEqual([])
        expect(await continuations.get('s', 'c')).toBeUndefined()
        expect((await administration.roleById('role of other'))?.name).toBe('name of role of other')
        expect((await administration.credential('credential of other'))?.scopeId).toBe('other')
        expect(await objects.find({scopeId: 'other', conditions, count: true})).toEqual({ids: ['2'], total: 1})
        expect(await continuations.get('other', 'c')).toBeDefined()
      })
    })

    it('may come back under the same name, empty', async () => {
      await addObjects(current(), storedObject('1', {name: 'a'}))
      await write((administration) => administration.deleteScope('s'))
      await addScopes(current(), 's')
      expect(await current().read(({objects}) => objects.count('s'))).toBe(0)
      await addObjects(current(), storedObject('1', {name: 'b'}))
      const found = await current().read(({objects}) =>
        objects.find({scopeId: 's', conditions: [{key: 'name', from: ''}]}),
      )
      expect(found.ids).toEqual(['1'])
    })
  })

  describe('roles', () => {
    it('are found by name and identifier and listed by name', async () => {
      const first = roleRecord('r1', 's', {
        name: 'b',
        grant: 'all',
        operations: [],
        keyType: undefined,
        keyBits: undefined,
      })
      const second = roleRecord('r2', 's', {name: 'a', ttlSeconds: 3600})
      await write(async (administration) => {
        for (const role of [first, second, roleRecord('r3', 'other', {name: 'a'})])
          await administration.insertRole(role)
      })
      expect(await read((administration) => administration.role('s', 'b'))).toEqual(first)
      expect(await read((administration) => administration.roleById('r2'))).toEqual(second)
      expect(await read((administration) => administration.role('nowhere', 'b'))).toBeUndefined()
      expect(await read((administration) => administration.roles('s'))).toEqual([second, first])
    })

    it('refuse a name taken in the scope, and a scope that does not exist', async () => {
      await write((administration) => administration.insertRole(roleRecord('r1', 's', {name: 'a'})))
      const same = write((administration) => administration.insertRole(roleRecord('r2', 's', {name: 'a'})))
      await expect(same).rejects.toMatchObject(conflict)
      const orphan = write((administration) => administration.insertRole(roleRecord('r3', 'nowhere')))
      await expect(orphan).rejects.toMatchObject(notFound)
    })

    it('change by update', async () => {
      const role = roleRecord('r1', 's', {name: 'a'})
      const changed = {...role, name: 'b', grant: 'none', operations: ['Locate'], keyBits: undefined} as const
      await write(async (administration) => {
        await administration.insertRole(role)
        await administration.insertRole(roleRecord('r2', 's', {name: 'taken'}))
        await administration.updateRole(changed)
      })
      expect(await read((administration) => administration.roleById('r1'))).toEqual(changed)
      expect(await read((administration) => administration.role('s', 'a'))).toBeUndefined()
      const taken = write((administration) => administration.updateRole({...role, name: 'taken'}))
      await expect(taken).rejects.toMatchObject(conflict)
      const missing = write((administration) => administration.updateRole(roleRecord('r9', 's')))
      await expect(missing).rejects.toMatchObject(notFound)
    })

    it('take their credentials with them', async () => {
      await write(async (administration) => {
        await administration.insertRole(roleRecord('r1', 's'))
        await administration.insertRole(roleRecord('r2', 's'))
        await administration.insertCredential(credentialRecord('1', 's', 'r1'))
        await administration.insertCredential(credentialRecord('2', 's', 'r2'))
        await administration.deleteRole('r1')
      })
      expect(await read((administration) => administration.credential('1'))).toBeUndefined()
      expect(await read((administration) => administration.credential('2'))).toBeDefined()
      expect(await read((administration) => administration.roles('s'))).toHaveLength(1)
    })
  })

  it('keeps the last value of a setting', async () => {
    await write((administration) => administration.putSetting('a', '1'))
    await write((administration) => administration.putSetting('a', '2'))
    expect(await read((administration) => administration.setting('a'))).toBe('2')
    expect(await read((administration) => administration.setting('b'))).toBeUndefined()
  })

  it('keeps the last value of a sealed setting, apart from those that are not', async () => {
    await write((administration) => administration.putSecretSetting('a', Buffer.of(1)))
    await write((administration) => administration.putSecretSetting('a', Buffer.of(0, 255)))
    const value = await read((administration) => administration.secretSetting('a'))
    expect(Buffer.from(value ?? [])).toEqual(Buffer.of(0, 255))
    expect(await read((administration) => administration.setting('a'))).toBeUndefined()
    expect(await read((administration) => administration.secretSetting('b'))).toBeUndefined()
  })

  it('advances the revision with every administrative change and with nothing else', async () => {
    const store = current()
    const advances = async (work: (administration: AdministrationWriter) => Promise<void>): Promise<boolean> => {
      const before = await store.administrativeRevision()
      await write(work)
      return (await store.administrativeRevision()) > before
    }
    const changes: ((administration: AdministrationWriter) => Promise<void>)[] = [
      (administration) => administration.insertScope(scopeRecord('n')),
      (administration) => administration.insertRole(roleRecord('r', 'n')),
      (administration) => administration.updateRole(roleRecord('r', 'n', {name: 'x'})),
      (administration) => administration.insertCredential(credentialRecord('1', 'n', 'r')),
      (administration) => administration.updateCredential(credentialRecord('1', 'n', 'r', {revokedAt: 1})),
      (administration) => administration.deleteRole('r'),
      (administration) => administration.deleteScope('n'),
      (administration) => administration.insertAuthority(authorityRecord('a')),
      (administration) => administration.updateAuthority(authorityRecord('a', {supersededBy: 'b'})),
      (administration) => administration.deleteAuthority('a'),
      (administration) =>
        administration.insertRevokedCertificate({
          fingerprint: 'f',
          authority: 'a',
          serialNumber: '1',
          subject: 'CN=a',
          notAfter: 1,
          revokedAt: 0,
        }),
      (administration) => administration.deleteRevokedCertificates(2).then(() => undefined),
      (administration) => administration.putListener(listenerRecord('l')),
      (administration) => administration.deleteListener('l'),
      (administration) => administration.insertToken(tokenRecord('t')),
      (administration) => administration.deleteToken('t'),
      (administration) => administration.putSetting('k', 'v'),
    ]
    for (const change of changes) expect(await advances(change)).toBe(true)
    const before = await store.administrativeRevision()
    await addObjects(store, storedObject('1'))
    await store.transaction(({continuations}) => continuations.put(continuation('c')))
    expect(await store.administrativeRevision()).toBe(before)
  })

  describe('continuations', () => {
    const get = (scopeId: string, id: string) => current().read(({continuations}) => continuations.get(scopeId, id))

    it('belong to their scope', async () => {
      const record = continuation('c')
      await current().transaction(({continuations}) => continuations.put(record))
      expect(await get('s', 'c')).toEqual(record)
      expect(await get('other', 'c')).toBeUndefined()
      const orphan = current().transaction(({continuations}) => continuations.put(continuation('c', 'nowhere')))
      await expect(orphan).rejects.toMatchObject(notFound)
    })

    it('are replaced and deleted', async () => {
      await current().transaction(async ({continuations}) => {
        await continuations.put(continuation('c'))
        await continuations.put({...continuation('c'), state: bytes('later'), expiresAt: 300})
      })
      expect(await get('s', 'c')).toMatchObject({state: bytes('later'), expiresAt: 300})
      await current().transaction(({continuations}) => continuations.delete('s', 'c'))
      expect(await get('s', 'c')).toBeUndefined()
    })

    it('go when they have expired', async () => {
      const deleted = await current().transaction(async ({continuations}) => {
        for (const expiresAt of [10, 20, 30]) await continuations.put(continuation(`c${expiresAt}`, 's', expiresAt))
        return continuations.deleteExpired(20)
      })
      expect(deleted).toBe(2)
      expect(await get('s', 'c20')).toBeUndefined()
      expect(text((await get('s', 'c30'))?.state)).toBe('state of c30')
    })
  })
}
