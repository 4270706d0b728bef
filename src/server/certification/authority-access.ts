import type {AuthorityRecord} from '../../storage/store.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import type {Access} from '../objects/object-access.ts'

/**
 * The certificate authorities of one scope. They certify the public keys of its clients and are trusted for nothing by
 * this server: certificates of clients come from the server's own authority, which is another.
 */
export interface AuthorityAccess {
  /** The one that was made last. */
  newest(): Promise<AuthorityRecord | undefined>
  insert(authority: Omit<AuthorityRecord, 'scopeId' | 'issuer'>): Promise<void>
}

export function createAuthorityAccess({reader, writer}: Access, scopeId: string): AuthorityAccess {
  return {
    newest: () => reader.administration.scopeAuthority(scopeId),
    async insert(authority) {
      if (writer === undefined) throw new WriteNeeded()
      await writer.administration.insertAuthority({...authority, scopeId, issuer: undefined})
    },
  }
}
