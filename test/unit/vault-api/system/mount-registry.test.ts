import {describe, expect, it} from 'vitest'
import {createScope} from '../../../../src/administration/scopes.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'
import type {Store} from '../../../../src/storage/store.ts'
import {
  disableMount,
  enableMount,
  mountAt,
  moveMount,
  readMounts,
  tuneMount,
} from '../../../../src/vault-api/system/mount-registry.ts'

const mountsOf = (store: Store) => store.read(({administration}) => readMounts(administration))
const refused = (message: string) => ({status: 400, message: expect.stringContaining(message)})

describe('the names of the engine', () => {
  it('are kept with what was said of them', async () => {
    const store = new MemoryStore()
    await enableMount(store, 'kmip', {description: 'keys'})
    await enableMount(store, 'secret/kmip', {})
    const mounts = await mountsOf(store)
    expect(Object.keys(mounts)).toEqual(['kmip', 'secret/kmip'])
    expect(mountAt(mounts, 'kmip')).toMatchObject({description: 'keys', options: null, defaultLeaseTtl: 0})
    expect(mountAt(mounts, 'kmip').accessor).toMatch(/^kmip_[\da-f]{8}$/)
  })

  it.each(['kmip', 'kmip/a'])('are taken once: %s', async (path) => {
    const store = new MemoryStore()
    await enableMount(store, 'kmip', {})
    await expect(enableMount(store, path, {})).rejects.toMatchObject(refused('already in use at kmip/'))
  })

  it('do not begin with another one', async () => {
    const store = new MemoryStore()
    await enableMount(store, 'a/b', {})
    await expect(enableMount(store, 'a', {})).rejects.toMatchObject(refused('already in use'))
    await enableMount(store, 'a/bc', {})
  })

  it.each([
    '',
    '/',
    'a//b',
    '../a',
    'a b',
    'é',
    '__proto__',
    'sys',
    'sys/a',
    'auth/a',
    'identity',
    'a/scope',
    'a/ca/b',
  ])('cannot be %j', async (path) => {
    const store = new MemoryStore()
    await expect(enableMount(store, path, {})).rejects.toMatchObject({status: 400})
    expect(await mountsOf(store)).toEqual({})
  })

  it('may be those of properties of all objects', async () => {
    const store = new MemoryStore()
    expect(() => mountAt({}, 'constructor')).toThrow('No secret engine mount at constructor/')
    await enableMount(store, 'constructor', {description: 'x'})
    expect(mountAt(await mountsOf(store), 'constructor').description).toBe('x')
  })

  it('are tuned, and stay what they were otherwise', async () => {
    const store = new MemoryStore()
    await enableMount(store, 'kmip', {description: 'keys'})
    const before = mountAt(await mountsOf(store), 'kmip')
    await tuneMount(store, 'kmip', {maxLeaseTtl: 60})
    expect(mountAt(await mountsOf(store), 'kmip')).toEqual({...before, maxLeaseTtl: 60})
    await expect(tuneMount(store, 'other', {})).rejects.toMatchObject(refused('No secret engine mount at other/'))
  })

  it('are moved to where nothing is', async () => {
    const store = new MemoryStore()
    await enableMount(store, 'a', {description: 'keys'})
    await enableMount(store, 'b', {})
    await expect(moveMount(store, 'a', 'b')).rejects.toMatchObject(refused('already in use'))
    await expect(moveMount(store, 'x', 'c')).rejects.toMatchObject(refused('No secret engine mount'))
    await expect(moveMount(store, 'a', 'sys')).rejects.toMatchObject({status: 400})
    await moveMount(store, 'a', 'c')
    expect(Object.keys(await mountsOf(store)).sort()).toEqual(['b', 'c'])
    expect(mountAt(await mountsOf(store), 'c').description).toBe('keys')
  })

  it('are forgotten, the last one only when there is no scope', async () => {
    const store = new MemoryStore()
    await createScope(store, 'finance', new Date())
    await enableMount(store, 'a', {})
    await enableMount(store, 'b', {})
    await disableMount(store, 'a')
    await disableMount(store, 'nowhere')
    await expect(disableMount(store, 'b')).rejects.toMatchObject(refused('delete finance first'))
    expect(Object.keys(await mountsOf(store))).toEqual(['b'])
  })
})
