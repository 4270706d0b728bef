import {findScope} from '../../administration/find.ts'
import {deleteRole, showRole} from '../../administration/roles.ts'
import {unknownRoleFields} from '../../administration/vault-role-fields.ts'
import {vaultRole} from '../../administration/vault-role.ts'
import {writeRole} from '../../administration/write-role.ts'
import {type Call, listOutcome, type Route, unless} from './route.ts'

/** Vault section 4: roles. */
export const roleRoutes: readonly Route[] = [
  {
    path: 'scope/{scope}/role',
    operations: {
      LIST: {
        summary: 'List the roles of a scope',
        audience: 'scope',
        fields: {},
        run: async ({store, params}) => {
          const roles = await store.read(async ({administration}) => {
            const {id} = await findScope(administration, params['scope'] ?? '')
            return administration.roles(id)
          })
          return listOutcome(roles.map(({name}) => name))
        },
      },
    },
  },
  {
    path: 'scope/{scope}/role/{role}',
    operations: {
      GET: {
        summary: 'Read a role',
        audience: 'scope',
        fields: {},
        run: async (call) => ({data: vaultRole(await showRole(call.store, nameOf(call)))}),
      },
      POST: {
        summary: 'Make a role, or change the one there is',
        audience: 'scope',
        fields: {
          ca: {type: 'string', description: 'Generated authority that issues for the role'},
          tls_client_key_type: {type: 'string', description: 'Key of its client certificates: rsa or ec'},
          tls_client_key_bits: {type: 'int', description: 'Its size in bits'},
          tls_client_ttl: {type: 'duration', description: 'Lifetime of its client certificates'},
          operation_all: {type: 'bool', description: 'Allow every operation; together with no other'},
          operation_none: {type: 'bool', description: 'Allow no operation; together with no other'},
        },
        openFields: true,
        run: async (call) => {
          await writeRole(call.store, {...nameOf(call), fields: call.fields, now: call.now})
          return {warnings: unknownRoleFields(call.fields).map(ignored)}
        },
      },
      DELETE: {
        summary: 'Delete a role with its credentials',
        audience: 'scope',
        fields: {},
        run: async (call) => {
          return unless('NOT_FOUND', deleteRole(call.store, nameOf(call)))
        },
      },
    },
  },
]

export function nameOf({params}: Call): {readonly scope: string; readonly role: string} {
  return {scope: params['scope'] ?? '', role: params['role'] ?? ''}
}

/** As Vault words it. */
export function ignored(field: string): string {
  return `Endpoint ignored these unrecognized parameters: [${field}]`
}
