import {describe, expect, it} from 'vitest'
import {createScope, deleteScope, listScopes, showScope} from '../../../src/administration/scopes.ts'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {listCredentials} from '../../../src/administration/credential-list.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import {insertObject, now, storeWithRole} from './fixture.ts'

describe('scopes', () => {
  it('get an identifier of five letters and digits and the time of their creation', async () => {
    await using store = new MemoryStore()
    const scope = await createScope(store, 'finance', now)
    expect(scope).toEqual({name: 'finance', id: scope.id, createdAt: now, roles: [], objects: 0})
    expect(scope.id).toMatch(/^[A-Za-z0-9]{5}$/)
  })

  it('are listed by name with their roles and the number of their objects', async () => {
    await using store = await storeWithRole()
    await createScope(store, 'archive', now)
    await insertObject(store, 'finance', '1')
    const scopes = await listScopes(store)
    expect(scopes.map(({name, roles, objects}) => ({name, roles, objects}))).toEqual([
      {name: 'archive', roles: [], objects: 0},
      {name: 'finance', roles: ['app'], objects: 1},
    ])
  })

  it('have names of their own', async () => {
    await using store = await storeWithRole()
    await expect(createScope(store, 'finance', now)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      message: 'Scope finance exists already',
      exitCode: 2,
    })
  })

  it.each(['', 'a b', 'ä', '../x', 'a'.repeat(65), 'a\nb'])('are not called %j', async (name) => {
    await using store = new MemoryStore()
    await expect(createScope(store, name, now)).rejects.toMatchObject({code: 'USAGE'})
    expect(await listScopes(store)).toEqual([])
  })

  it.each(['a', 'Finance_2.eu-west', '0', 'a'.repeat(64)])('may be called %j', async (name) => {
    await using store = new MemoryStore()
    expect((await createScope(store, name, now)).name).toBe(name)
  })

  it('that do not exist are named in the error', async () => {
    await using store = new MemoryStore()
    await expect(showScope(store, 'finance')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'Scope finance does not exist',
    })
  })

  it('are kept while they hold objects, unless forced', async () => {
    await using store = await storeWithRole()
    await insertObject(store, 'finance', '1')
    await insertObject(store, 'finance', '2')
    await expect(deleteScope(store, 'finance', {force: false})).rejects.toMatchObject({
      code: 'NOT_EMPTY',
      message: 'Scope finance holds 2 objects',
    })
    expect((await showScope(store, 'finance')).objects).toBe(2)
    expect((await deleteScope(store, 'finance', {force: true})).objects).toBe(2)
    expect(await listScopes(store)).toEqual([])
  })

  it('take their roles and credentials with them', async () => {
    await using store = await storeWithRole()
    await generateCredential(store, {scope: 'finance', role: 'app', now})
    await deleteScope(store, 'finance', {force: false})
    expect(await listCredentials(store, {}, now)).toEqual([])
  })
})
