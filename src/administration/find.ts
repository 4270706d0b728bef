import type {AdministrationReader, RoleRecord, ScopeRecord} from '../storage/store.ts'
import {AdministrationError} from './error.ts'

/** @throws AdministrationError NOT_FOUND */
export async function findScope(administration: AdministrationReader, name: string): Promise<ScopeRecord> {
  const scope = await administration.scope(name)
  if (scope !== undefined) return scope
  throw new AdministrationError('NOT_FOUND', `Scope ${name} does not exist`, {
    hint: 'See the scopes with kmipctl scope list, or make it with kmipctl scope create',
  })
}

/** @throws AdministrationError NOT_FOUND */
export async function findRole(
  administration: AdministrationReader,
  scope: ScopeRecord,
  name: string,
): Promise<RoleRecord> {
  const role = await administration.role(scope.id, name)
  if (role !== undefined) return role
  throw new AdministrationError('NOT_FOUND', `Scope ${scope.name} has no role ${name}`, {
    hint: `See its roles with kmipctl role list --scope ${scope.name}`,
  })
}
