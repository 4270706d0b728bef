import {describe, expect, it} from 'vitest'
import {StorageError} from '../../../../src/errors.ts'
import {Health} from '../../../../src/server/metrics/health.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'

describe('Health', () => {
  it('is ready between start and stop, and says why not before and after', async () => {
    const health = new Health({store: new MemoryStore()})
    expect(await health.readiness()).toEqual({ready: false, reason: 'The server is starting'})
    health.serving(() => 1)
    expect(await health.readiness()).toEqual({ready: true})
    health.stopping()
    expect(await health.readiness()).toEqual({ready: false, reason: 'The server is stopping'})
  })

  it('is not ready while no address is listened on', async () => {
    let open = 0
    const health = new Health({store: new MemoryStore()})
    health.serving(() => open)
    expect(await health.readiness()).toEqual({ready: false, reason: 'The server listens on no address'})
    open = 1
    expect(await health.readiness()).toEqual({ready: true})
  })

  it('is not ready while no device of its audit works', async () => {
    const devices = [{isWorking: false}, {isWorking: true}]
    const health = new Health({store: new MemoryStore(), auditDevices: devices})
    health.serving(() => 1)
    expect(await health.readiness()).toEqual({ready: true})
    devices.pop()
    expect(await health.readiness()).toMatchObject({ready: false, reason: expect.stringContaining('No audit device')})
  })

  it('is not ready while the store fails, without telling strangers why it does', async () => {
    const store = new MemoryStore()
    const health = new Health({store})
    health.serving(() => 1)
    store.read = async () => {
      throw new StorageError('UNAVAILABLE', 'Cannot open /var/lib/secret/store.db')
    }
    expect(await health.readiness()).toEqual({ready: false, reason: 'The store cannot be read'})
  })

  it('is not ready while the store does not answer', async () => {
    const store = new MemoryStore()
    const health = new Health({store, patience: 1})
    health.serving(() => 1)
    store.read = () => new Promise(() => undefined)
    expect(await health.readiness()).toEqual({ready: false, reason: 'The store does not answer'})
  })
})
