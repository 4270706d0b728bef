import type {ReadTransaction, StoredObject} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'

/**
 * As whom the server rotates an object: as its scope, which has agreed to it when the attribute was set, whatever its roles
 * may do by now. The replacement belongs to the role that made the object. Undefined once the scope is gone.
 */
export async function rotationIdentity(
  {administration}: Pick<ReadTransaction, 'administration'>,
  {scopeId, roleId}: Pick<StoredObject, 'scopeId' | 'roleId'>,
): Promise<Identity | undefined> {
  const scope = await administration.scopeById(scopeId)
  if (scope === undefined) return undefined
  const role = roleId === undefined ? undefined : await administration.roleById(roleId)
  return {
    scopeId,
    scopeName: scope.name,
    roleId: role?.id ?? '',
    roleName: role?.name ?? '',
    serialNumber: '',
    commonName: undefined,
    allows: () => true,
  }
}
