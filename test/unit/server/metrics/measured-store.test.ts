import {Registry} from 'prom-client'
import {describe, expect, it} from 'vitest'
import {StorageError} from '../../../../src/errors.ts'
import {MeasuredStore} from '../../../../src/server/metrics/measured-store.ts'
import {MemoryStore} from '../../../../src/storage/memory/memory-store.ts'

function arrange() {
  const registry = new Registry()
  const store = new MeasuredStore(new MemoryStore(), registry)
  const lines = async (): Promise<readonly string[]> => (await registry.metrics()).split('\n')
  return {store, lines}
}

describe('MeasuredStore', () => {
  it('does what the store behind it does', async () => {
    const {store} = arrange()
    expect(store.capabilities).toEqual({durable: false, shared: false})
    await store.transaction(({administration}) => administration.putSetting('name', 'value'))
    expect(await store.read(({administration}) => administration.setting('name'))).toBe('value')
    expect(await store.administrativeRevision()).toBe(1)
    await store[Symbol.asyncDispose]()
    await expect(store.read(async () => 1)).rejects.toThrow('closed')
  })

  it('notes how often and how long it read and wrote, failures too', async () => {
    const {store, lines} = arrange()
    await store.read(async () => 1)
    await store.transaction(async () => 1)
    await expect(
      store.transaction(async () => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await lines()).toEqual(
      expect.arrayContaining([
        'kmip_store_duration_seconds_count{kind="read"} 1',
        'kmip_store_duration_seconds_count{kind="transaction"} 2',
      ]),
    )
  })

  it('counts what the store fails at, and not what it refuses', async () => {
    const {store, lines} = arrange()
    for (const code of ['FULL', 'CONFLICT', 'NOT_FOUND'] as const) {
      const failing = store.transaction(async () => {
        throw new StorageError(code, 'The disk is full')
      })
      await expect(failing).rejects.toThrow('The disk is full')
    }
    const counted = (await lines()).filter((line) => line.startsWith('kmip_store_failures_total'))
    expect(counted).toEqual([
      'kmip_store_failures_total{code="UNAVAILABLE"} 0',
      'kmip_store_failures_total{code="FULL"} 1',
      'kmip_store_failures_total{code="CORRUPT"} 0',
    ])
  })
})
