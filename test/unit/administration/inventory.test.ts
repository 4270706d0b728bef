import {beforeEach, describe, expect, it} from 'vitest'
import {type InventoryFilter, listObjects, showObject} from '../../../src/administration/inventory.ts'
import {Activate} from '../../../src/kmip/operations/activate.ts'
import {Archive} from '../../../src/kmip/operations/archive.ts'
import {CreateKeyPair} from '../../../src/kmip/operations/create-key-pair.ts'
import {Get} from '../../../src/kmip/operations/get.ts'
import type {AttributeSet} from '../../../src/kmip/attributes/attribute-set.ts'
import type {RoleRecord} from '../../../src/storage/store.ts'
import {
  aes,
  type AttributeValues,
  attributes,
  createKey,
  endLife,
  maskOf,
  nameOf,
  register,
  secret,
} from '../../support/managed-objects.ts'
import {at, createTestEngine, identityOf, type TestEngine} from '../../support/test-engine.ts'
import {roleRecord} from '../../contract/records.ts'

const day = 24 * 60 * 60
let t: TestEngine

beforeEach(async () => {
  t = await createTestEngine()
  await t.engine.store.transaction(async ({administration}) => {
    await administration.insertRole(record('tester-id', 'one', 'app'))
    await administration.insertRole(record('other-id', 'one', 'batch'))
    await administration.insertRole(record('two-id', 'two', 'app'))
  })
})

function record(id: string, scopeId: string, name: string): RoleRecord {
  return roleRecord(id, scopeId, {name})
}

const list = (filter: Partial<InventoryFilter> = {}, now = at(0)) =>
  listObjects(t.engine.store, {limit: 100, ...filter}, now)
const ids = async (filter: Partial<InventoryFilter> = {}, now = at(0)) =>
  (await list(filter, now)).objects.map(({id}) => id)
const as = (scopeId: string, roleId: string) => ({identity: {...identityOf(scopeId), roleId}})
const key = (values: AttributeValues = {}, options = {}) => createKey(t, values, options)

describe('listObjects', () => {
  it('describes objects without their values', async () => {
    const id = await key({Name: nameOf('payroll')})
    await t.call(Get, {uniqueIdentifier: id})
    await t.engine.uses.write()
    const inventory = await list({}, at(90))
    expect(inventory).toEqual({
      more: false,
      objects: [
        {
          id,
          scope: 'one',
          role: 'app',
          objectType: 'SymmetricKey',
          state: 'PreActive',
          algorithm: 'AES',
          length: aes.CryptographicLength,
          names: ['payroll'],
          createdAt: at(0),
          ageSeconds: 90,
          lastUsedAt: at(0),
          isArchived: false,
          links: [],
        },
      ],
    })
    expect(JSON.stringify(inventory)).not.toMatch(/material|digest/i)
  })

  it('lists all scopes or one, the newest of each first, and says when there are more', async () => {
    const first = await key()
    const other = await key({}, as('two', 'two-id'))
    t.setNow(at(5))
    const second = await key()
    expect(await ids()).toEqual([second, first, other])
    expect(await ids({scope: 'one'})).toEqual([second, first])
    expect(await list({limit: 1})).toMatchObject({more: true, objects: [{id: second}]})
    expect(await list({limit: 2})).toMatchObject({more: true})
    expect(await list({limit: 3})).toMatchObject({more: false})
  })

  it('finds by role, type, name and all of them together', async () => {
    const mine = await key({Name: nameOf('a')})
    const others = await key({Name: nameOf('a')}, as('one', 'other-id'))
    const password = await register(t, secret('x'), {CryptographicUsageMask: maskOf('DeriveKey')})
    const far = await key({}, as('two', 'two-id'))
    expect(await ids({role: 'batch'})).toEqual([others])
    expect(new Set(await ids({role: 'app'}))).toEqual(new Set([mine, password, far]))
    expect(await ids({type: 'SecretData'})).toEqual([password])
    expect(await ids({name: 'a', role: 'app', scope: 'one', type: 'SymmetricKey'})).toEqual([mine])
    expect(await ids({name: 'b'})).toEqual([])
  })

  it('goes by the state that the dates give an object by now, and writes nothing down', async () => {
    const active = await key()
    await t.call(Activate, {uniqueIdentifier: active})
    const soon = await key({ActivationDate: at(60)})
    const ending = await key({ActivationDate: at(-10), DeactivationDate: at(60)})
    expect(new Set(await ids({state: 'Active'}))).toEqual(new Set([active, ending]))
    expect(new Set(await ids({state: 'Active'}, at(61)))).toEqual(new Set([active, soon]))
    expect(await ids({state: 'Deactivated', type: 'SymmetricKey'}, at(61))).toEqual([ending])
    expect(await ids({state: 'Deactivated', type: 'SecretData'}, at(61))).toEqual([])
    expect(await ids({state: 'PreActive'}, at(61))).toEqual([])
    expect(await ids({state: 'Active', limit: 1}, at(61))).toHaveLength(1)
    expect(await t.engine.store.read(({objects}) => objects.due('one', 1e12, 10))).toHaveLength(2)
  })

  it('finds what was not used for so long and is as old', async () => {
    const [used, unused] = [await key(), await key()]
    t.setNow(at(50 * day))
    await t.call(Get, {uniqueIdentifier: used})
    t.setNow(at(95 * day))
    await key()
    await t.engine.uses.write()
    const unusedSeconds = 90 * day
    expect(await ids({unusedSeconds}, at(100 * day))).toEqual([unused])
    expect(new Set(await ids({unusedSeconds}, at(141 * day)))).toEqual(new Set([used, unused]))
    expect(await ids({unusedSeconds}, at(80 * day))).toEqual([])
  })

  it('shows archived objects, objects of roles that are gone and of nobody', async () => {
    const archived = await key()
    await t.call(Archive, {uniqueIdentifier: archived})
    const orphan = await key({}, as('one', 'gone-id'))
    const {objects} = await list()
    expect(objects.find(({id}) => id === archived)?.isArchived).toBe(true)
    expect(objects.find(({id}) => id === orphan)?.role).toBeUndefined()
  })

  it.each([
    [{scope: 'none'}, 'Scope none does not exist'],
    [{scope: 'two', role: 'batch'}, 'Scope two has no role batch'],
    [{role: 'none'}, 'No scope has a role none'],
  ])('refuses %j', async (filter, message) => {
    await expect(list(filter)).rejects.toMatchObject({code: 'NOT_FOUND', message})
  })
})

describe('showObject', () => {
  it('tells usage, dates, reason and links', async () => {
    const half = (set: AttributeValues): AttributeSet => attributes(set)
    const {privateKeyUniqueIdentifier: id, publicKeyUniqueIdentifier} = await t.call(CreateKeyPair, {
      commonAttributes: half({CryptographicAlgorithm: 'EC', CryptographicLength: 256, ActivationDate: at(0)}),
      privateKeyAttributes: half({CryptographicUsageMask: maskOf('Sign')}),
      publicKeyAttributes: half({CryptographicUsageMask: maskOf('Verify')}),
    })
    await endLife(t, id, 'Compromised')
    expect(await showObject(t.engine.store, {scope: 'one', id}, at(10))).toMatchObject({
      objectType: 'PrivateKey',
      state: 'Compromised',
      usage: ['Sign'],
      activationDate: at(0),
      compromiseDate: at(0),
      revocationReason: 'KeyCompromise',
      links: [{type: 'PublicKeyLink', object: publicKeyUniqueIdentifier}],
      lastUsedAt: undefined,
      ageSeconds: 10,
    })
  })

  it('finds no object of another scope', async () => {
    const id = await key()
    await expect(showObject(t.engine.store, {scope: 'two', id}, at(0))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: `Scope two has no object ${id}`,
    })
  })
})
