import type {Store} from '../storage/store.ts'
import type {Advice} from './configuration-advice.ts'
import type {RoleDescription} from './roles.ts'

/** Said where no listener takes the clients of a role that has an authority of its own. */
export async function roleAuthorityAdvice(
  store: Store,
  {authority}: Pick<RoleDescription, 'authority'>,
): Promise<readonly Advice[]> {
  if (authority === undefined) return []
  const listeners = await store.read(({administration}) => administration.listeners())
  const isTrusted = listeners.some((one) => [one.authority, ...one.additionalClientAuthorities].includes(authority))
  if (isTrusted) return []
  return [
    {
      problem: `No listener trusts clients of the certificate authority ${authority} yet`,
      hint: `Make one with kmipctl listener create NAME --address HOST:PORT --ca ${authority}, or name it with kmipctl listener update NAME --additional-client-ca ${authority}`,
    },
  ]
}
