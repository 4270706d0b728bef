import {createScope, deleteScope} from '../../administration/scopes.ts'
import {listOutcome, type Route, unless} from './route.ts'

/** Vault section 3: scopes. */
export const scopeRoutes: readonly Route[] = [
  {
    path: 'scope',
    operations: {
      LIST: {
        summary: 'List the scopes; with a token for one scope, that one',
        audience: 'token',
        fields: {},
        run: async ({store, token}) => {
          const scopes = await store.read(({administration}) => administration.scopes())
          const own = token?.scopeId
          return listOutcome(scopes.filter(({id}) => own === undefined || id === own).map(({name}) => name))
        },
      },
    },
  },
  {
    path: 'scope/{scope}',
    operations: {
      POST: {
        summary: 'Make a scope',
        audience: 'administrator',
        fields: {},
        run: async ({store, params, now}) => {
          return unless('ALREADY_EXISTS', createScope(store, params['scope'] ?? '', now))
        },
      },
      DELETE: {
        summary: 'Delete a scope with its roles and credentials',
        audience: 'administrator',
        fields: {force: {type: 'bool', description: 'Delete the objects in it too, for ever'}},
        run: async ({store, params, fields}) => {
          return unless('NOT_FOUND', deleteScope(store, params['scope'] ?? '', {force: fields['force'] === true}))
        },
      },
    },
  },
]
