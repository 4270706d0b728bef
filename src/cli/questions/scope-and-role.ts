import {AdministrationError} from '../../administration/error.ts'
import {listRoles} from '../../administration/roles.ts'
import {listScopes, objectCount, showScope} from '../../administration/scopes.ts'
import type {Store} from '../../storage/store.ts'
import type {Prompts} from '../prompts/prompts.ts'

/**
 * The scope given, or the one chosen on the terminal; it exists, so that no further question is asked in vain.
 * `setting` is where it could have been given.
 */
export async function chosenScope(
  given: string | undefined,
  {store, prompts, setting}: {readonly store: Store; readonly prompts: Prompts; readonly setting: string},
): Promise<string> {
  if (given !== undefined) return (await showScope(store, given)).name
  prompts.assertPossible(setting)
  const scopes = await listScopes(store)
  if (scopes.length === 0) {
    throw new AdministrationError('NOT_FOUND', 'There is no scope yet', {hint: 'Make one with kmipctl scope create'})
  }
  return prompts.select({
    setting,
    message: 'Scope',
    choices: scopes.map(({name, objects}) => ({name, value: name, description: objectCount(objects)})),
  })
}

/** The role given, or the one of the scope chosen on the terminal. */
export async function chosenRole(
  given: string | undefined,
  scope: string,
  {store, prompts, setting}: {readonly store: Store; readonly prompts: Prompts; readonly setting: string},
): Promise<string> {
  if (given !== undefined) return given
  prompts.assertPossible(setting)
  const roles = await listRoles(store, scope)
  if (roles.length === 0) {
    throw new AdministrationError('NOT_FOUND', `Scope ${scope} has no role yet`, {
      hint: `Make one with kmipctl role create --scope ${scope}`,
    })
  }
  return prompts.select({setting, message: 'Role', choices: roles.map(({name}) => ({name, value: name}))})
}
