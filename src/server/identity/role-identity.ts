import type {OperationName} from '../../kmip/schema/operation.ts'
import type {RoleRecord, ScopeRecord} from '../../storage/store.ts'
import {subscriptions} from '../announcements/subscription.ts'
import type {Identity} from './identity.ts'

type Client = Pick<Identity, 'serialNumber' | 'commonName' | 'foreign'>

/** What a client may do through its role. */
export function roleIdentity(scope: ScopeRecord, role: RoleRecord, client: Client): Identity {
  return {
    ...client,
    scopeId: scope.id,
    scopeName: scope.name,
    roleId: role.id,
    roleName: role.name,
    receives: subscriptions.filter((kind) => role.receive.includes(kind)),
    messageCredentials: role.messageCredentials,
    allows: permission(role),
  }
}

function permission(role: RoleRecord): (operation: OperationName) => boolean {
  if (role.grant === 'all') return () => true
  const granted = new Set<string>(role.grant === 'some' ? role.operations : [])
  return (operation) => granted.has(operation)
}
