import {AdministrationError} from './error.ts'
import type {ReadTransaction, ScopeRecord, Store} from '../storage/store.ts'
import {findScope} from './find.ts'
import {freeIdentifier} from './identifier.ts'
import {checkName} from './name.ts'

/** A scope with what it holds. */
export interface ScopeDescription {
  readonly name: string
  /** Stands as OU in the certificates of the scope. */
  readonly id: string
  readonly createdAt: Date
  readonly roles: readonly string[]
  /** Managed objects, destroyed ones too. */
  readonly objects: number
}

/** @throws UsageError for an unsuitable name, AdministrationError ALREADY_EXISTS */
export async function createScope(store: Store, name: string, now: Date): Promise<ScopeDescription> {
  checkName('scope', name)
  return store.transaction(async ({administration}) => {
    if ((await administration.scope(name)) !== undefined) {
      throw new AdministrationError('ALREADY_EXISTS', `Scope ${name} exists already`)
    }
    const id = await freeIdentifier(async (candidate) => (await administration.scopeById(candidate)) !== undefined)
    await administration.insertScope({id, name, createdAt: now.getTime()})
    return {name, id, createdAt: now, roles: [], objects: 0}
  })
}

/** By name. */
export async function listScopes(store: Store): Promise<readonly ScopeDescription[]> {
  return store.read(async (transaction) => {
    const descriptions: ScopeDescription[] = []
    for (const scope of await transaction.administration.scopes()) descriptions.push(await describe(transaction, scope))
    return descriptions
  })
}

/** @throws AdministrationError NOT_FOUND */
export async function showScope(store: Store, name: string): Promise<ScopeDescription> {
  return store.read(async (transaction) => describe(transaction, await findScope(transaction.administration, name)))
}

/**
 * Removes a scope with its roles and credentials, which stop working at once, and returns what it held.
 *
 * @throws AdministrationError NOT_FOUND, or NOT_EMPTY when it holds objects and `force` is not set
 */
export async function deleteScope(
  store: Store,
  name: string,
  options: {readonly force: boolean},
): Promise<ScopeDescription> {
  return store.transaction(async (transaction) => {
    const scope = await findScope(transaction.administration, name)
    const description = await describe(transaction, scope)
    if (description.objects > 0 && !options.force) {
      throw new AdministrationError('NOT_EMPTY', `Scope ${name} holds ${objectCount(description.objects)}`, {
        hint: 'Pass --force to delete the scope with everything in it; its keys cannot be recovered',
      })
    }
    await transaction.administration.deleteScope(scope.id)
    return description
  })
}

/** `1 object`, `3 objects`. */
export function objectCount(count: number): string {
  return count === 1 ? '1 object' : `${count} objects`
}

async function describe(
  transaction: Pick<ReadTransaction, 'administration' | 'objects'>,
  scope: ScopeRecord,
): Promise<ScopeDescription> {
  const roles = await transaction.administration.roles(scope.id)
  return {
    name: scope.name,
    id: scope.id,
    createdAt: new Date(scope.createdAt),
    roles: roles.map((role) => role.name),
    objects: await transaction.objects.count(scope.id),
  }
}
