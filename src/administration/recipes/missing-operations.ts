import type {OperationName} from '../../kmip/schema/operation.ts'
import type {Store} from '../../storage/store.ts'
import {type RoleName, showRole} from '../roles.ts'
import type {Recipe} from './recipe.ts'

/** Operations that the client asks for and the role does not allow. @throws AdministrationError NOT_FOUND */
export async function missingOperations(
  store: Store,
  name: RoleName,
  recipe: Recipe | undefined,
): Promise<readonly OperationName[]> {
  const wanted = recipe?.operations ?? []
  if (wanted.length === 0) return []
  const {grant} = await showRole(store, name)
  if (grant.kind === 'all') return []
  return wanted.filter((operation) => grant.kind === 'none' || !grant.operations.includes(operation))
}
