import {createRole} from '../../../src/administration/roles.ts'
import {createScope} from '../../../src/administration/scopes.ts'
import {MemoryStore} from '../../../src/storage/memory/memory-store.ts'
import type {Store} from '../../../src/storage/store.ts'

export const now = new Date('2026-03-01T12:00:00Z')

/** A store with scope `finance` and its role `app`, which allows everything. */
export async function storeWithRole(): Promise<Store> {
  const store = new MemoryStore()
  await createScope(store, 'finance', now)
  await createRole(store, {scope: 'finance', role: 'app', operations: ['all'], now})
  return store
}

/** Puts an object into a scope. */
export async function insertObject(store: Store, scopeName: string, id: string): Promise<void> {
  await store.transaction(async ({administration, objects}) => {
    const scope = await administration.scope(scopeName)
    await objects.insert({
      id,
      scopeId: scope?.id ?? '',
      objectType: 'SymmetricKey',
      attributes: new Uint8Array(),
      material: new Uint8Array([1]),
      nextTransition: undefined,
      index: [],
    })
  })
}
