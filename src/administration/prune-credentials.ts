import type {Store} from '../storage/store.ts'
import {type CredentialFilter, eachCredential} from './credential-list.ts'
import type {CredentialDescription} from './credential-description.ts'

/** Which credentials are no longer of use. */
export interface PruneFilter extends Pick<CredentialFilter, 'scope' | 'role' | 'labels'> {
  readonly expired: boolean
  readonly revoked: boolean
  /** Only those that ended, by their date or by revocation, at least so many seconds ago. */
  readonly endedForSeconds?: number | undefined
}

/** Little enough that nobody waits. */
const deletedAtOnce = 100

/** Serial numbers of credentials that have expired or are revoked. @throws AdministrationError NOT_FOUND */
export async function prunableCredentials(store: Store, filter: PruneFilter, now: Date): Promise<readonly string[]> {
  const {scope, role, labels, endedForSeconds = 0} = filter
  const latest = now.getTime() - endedForSeconds * 1000
  const serialNumbers: string[] = []
  for await (const credential of eachCredential(store, {scope, role, labels}, now)) {
    const {status, serialNumber} = credential
    const isWanted = (status === 'expired' && filter.expired) || (status === 'revoked' && filter.revoked)
    if (isWanted && endOf(credential) <= latest) serialNumbers.push(serialNumber)
  }
  return serialNumbers
}

/**
 * Forgets credentials. Their certificates stay refused: the server knows those it takes. What was deleted meanwhile is
 * passed over.
 */
export async function pruneCredentials(store: Store, serialNumbers: readonly string[]): Promise<void> {
  for (let start = 0; start < serialNumbers.length; start += deletedAtOnce) {
    await store.transaction(async ({administration}) => {
      for (const serialNumber of serialNumbers.slice(start, start + deletedAtOnce)) {
        await administration.deleteCredential(serialNumber)
      }
    })
  }
}

/** Milliseconds since 1970 from which on it was refused. */
function endOf({notAfter, revokedAt}: CredentialDescription): number {
  return Math.min(notAfter.getTime(), revokedAt?.getTime() ?? Infinity)
}
