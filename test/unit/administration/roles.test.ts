import {describe, expect, it} from 'vitest'
import {generateCredential} from '../../../src/administration/issue-credential.ts'
import {listCredentials} from '../../../src/administration/credential-list.ts'
import {revokeCredential} from '../../../src/administration/credentials.ts'
import {createRole, deleteRole, listRoles, showRole, updateRole} from '../../../src/administration/roles.ts'
import {createScope} from '../../../src/administration/scopes.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import {now, storeWithRole} from './fixture.ts'

const app = {scope: 'finance', role: 'app'}

describe('roles', () => {
  it('are described with their grant and what their credentials get', async () => {
    await using store = await storeWithRole()
    const request = {scope: 'finance', role: 'batch', operations: ['get'], keyType: 'rsa', keyBits: 3072, now}
    const role = await createRole(store, {...request, ttlSeconds: 3600})
    expect(role).toEqual({
      name: 'batch',
      scope: 'finance',
      id: role.id,
      grant: {kind: 'some', operations: ['Get']},
      keyType: 'rsa',
      keyBits: 3072,
      ttlSeconds: 3600,
      receive: [],
      createdAt: now,
      credentials: 0,
    })
    expect(role.id).toMatch(/^[A-Za-z0-9]{5}$/)
    expect(await showRole(store, {scope: 'finance', role: 'batch'})).toEqual(role)
    expect((await listRoles(store, 'finance')).map(({name}) => name)).toEqual(['app', 'batch'])
  })

  it('have names of their own in a scope, and may be called alike in another', async () => {
    await using store = await storeWithRole()
    await createScope(store, 'archive', now)
    await expect(createRole(store, {...app, operations: ['get'], now})).rejects.toMatchObject({code: 'ALREADY_EXISTS'})
    await createRole(store, {scope: 'archive', role: 'app', operations: ['get'], now})
    expect((await listRoles(store, 'archive')).map(({name}) => name)).toEqual(['app'])
  })

  it('need a scope that exists', async () => {
    await using store = new MemoryStore()
    await expect(createRole(store, {...app, operations: ['get'], now})).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'Scope finance does not exist',
    })
  })

  it.each([
    [{keyType: 'dsa'}],
    [{keyType: 'ec', keyBits: 2048}],
    [{keyType: 'rsa', keyBits: 1024}],
    [{ttlSeconds: 0}],
    [{ttlSeconds: 1.5}],
  ])('refuse the defaults %j', async (defaults) => {
    await using store = await storeWithRole()
    const request = {scope: 'finance', role: 'x', operations: ['get'], now, ...defaults}
    await expect(createRole(store, request)).rejects.toMatchObject({code: 'USAGE'})
    await expect(updateRole(store, {...app, ...defaults})).rejects.toMatchObject({code: 'USAGE'})
  })

  it('that allowed all are replaced by the new set', async () => {
    await using store = await storeWithRole()
    const role = await updateRole(store, {...app, operations: ['get', 'locate']})
    expect(role.grant).toEqual({kind: 'some', operations: ['Locate', 'Get']})
  })

  it('are replaced, not merged, when written again', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, operations: ['get', 'locate']})
    const role = await updateRole(store, {...app, operations: ['create']})
    expect(role.grant).toEqual({kind: 'some', operations: ['Create']})
  })

  it('are edited by adding and removing', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, operations: ['get', 'locate']})
    const role = await updateRole(store, {...app, change: {add: ['create'], remove: ['locate']}})
    expect(role.grant).toEqual({kind: 'some', operations: ['Create', 'Get']})
    await expect(
      updateRole(store, {...app, operations: ['get'], change: {add: ['create'], remove: []}}),
    ).rejects.toMatchObject({code: 'USAGE'})
  })

  it('keep what an update does not name', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'ec', keyBits: 384, ttlSeconds: 60})
    const role = await updateRole(store, {...app, operations: ['none']})
    expect(role).toMatchObject({keyType: 'ec', keyBits: 384, ttlSeconds: 60, grant: {kind: 'none'}})
  })

  it('receive from the server what they are told to, until told otherwise', async () => {
    await using store = await storeWithRole()
    const listener = {scope: 'finance', role: 'listener'}
    const created = await createRole(store, {...listener, operations: ['get'], receive: ['notify', 'put', 'put'], now})
    expect(created.receive).toEqual(['put', 'notify'])
    expect((await updateRole(store, {...listener, operations: ['all']})).receive).toEqual(['put', 'notify'])
    expect((await updateRole(store, {...listener, receive: ['query']})).receive).toEqual(['query'])
    expect((await updateRole(store, {...listener, receive: ['none']})).receive).toEqual([])
    for (const receive of [['everything'], ['none', 'put']]) {
      await expect(updateRole(store, {...listener, receive})).rejects.toMatchObject({code: 'USAGE'})
    }
  })

  it('forget the size of a key when its type changes', async () => {
    await using store = await storeWithRole()
    await updateRole(store, {...app, keyType: 'ec', keyBits: 384})
    const role = await updateRole(store, {...app, keyType: 'rsa'})
    expect(role).toMatchObject({keyType: 'rsa', keyBits: undefined})
  })

  it('count their credentials without revoked ones and take them with them', async () => {
    await using store = await storeWithRole()
    const first = await generateCredential(store, {...app, now})
    await generateCredential(store, {...app, now})
    await revokeCredential(store, {serialNumber: first.description.serialNumber}, now)
    expect((await deleteRole(store, app)).credentials).toBe(1)
    expect(await listCredentials(store, {}, now)).toEqual([])
    await expect(showRole(store, app)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'Scope finance has no role app',
    })
  })
})
