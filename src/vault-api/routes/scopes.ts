import {isAdministrationError} from '../../administration/error.ts'
import {createScope, deleteScope} from '../../administration/scopes.ts'
import {listOutcome, type Route} from './route.ts'

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
          try {
            await createScope(store, params['scope'] ?? '', now)
          } catch (error) {
            // Writing again what is there changes nothing
            if (!isAdministrationError(error, 'ALREADY_EXISTS')) throw error
          }
          return {}
        },
      },
      DELETE: {
        summary: 'Delete a scope with its roles and credentials',
        audience: 'administrator',
        fields: {force: {type: 'bool', description: 'Delete the objects in it too, for ever'}},
        run: async ({store, params, fields}) => {
          try {
            await deleteScope(store, params['scope'] ?? '', {force: fields['force'] === true})
          } catch (error) {
            if (!isAdministrationError(error, 'NOT_FOUND')) throw error
          }
          return {}
        },
      },
    },
  },
]
