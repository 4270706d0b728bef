import {authenticateToken, type TokenDescription} from '../administration/tokens.ts'
import type {Store} from '../storage/store.ts'
import {permissionDenied} from './http/failure.ts'
import type {Audience} from './routes/route.ts'

/**
 * Whose token it is, where one is needed. One for a single scope reaches that scope alone; of others it does not even learn
 * whether they exist.
 *
 * @throws ApiFailure 403
 */
export async function admit(
  store: Store,
  audience: Audience,
  request: {readonly token: string | undefined; readonly scope: string | undefined; readonly now: Date},
): Promise<TokenDescription | undefined> {
  if (audience === 'everybody') return undefined
  const {token, scope, now} = request
  const description = token === undefined ? undefined : await authenticateToken(store, token, now)
  if (description === undefined || !mayReach(audience, description, scope)) throw permissionDenied()
  return description
}

/** Whether a token is for what an operation is for; the scope is that of the path. */
export function mayReach(audience: Audience, token: TokenDescription, scope: string | undefined): boolean {
  if (token.scopeId === undefined) return true
  switch (audience) {
    case 'scope':
      return scope === token.scope
    case 'token':
      return true
    default:
      return false
  }
}
