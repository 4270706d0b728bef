import {StorageError} from '../../errors.ts'
import type {AuthorityRecord} from '../../storage/store.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import type {Access} from '../objects/object-access.ts'

/** What there is to know of an authority that certifies for a scope. */
export interface CertifyingAuthority extends Pick<AuthorityRecord, 'name' | 'certificatePem' | 'createdAt'> {
  readonly privateKeyPem: string
}

/**
 * The certificate authorities of one scope. They certify the public keys of its clients and are trusted for nothing by
 * this server: certificates of clients come from the server's own authority, which is another.
 */
export interface AuthorityAccess {
  /** The one that was made last. */
  newest(): Promise<CertifyingAuthority | undefined>
  insert(authority: CertifyingAuthority): Promise<void>
}

export function createAuthorityAccess({reader, writer}: Access, scopeId: string): AuthorityAccess {
  return {
    async newest() {
      const record = await reader.administration.scopeAuthority(scopeId)
      if (record === undefined) return undefined
      const {name, privateKeyPem} = record
      if (privateKeyPem === undefined)
        throw new StorageError('CORRUPT', `The store has lost the private key of ${name}`)
      return {...record, privateKeyPem}
    },
    async insert(authority) {
      if (writer === undefined) throw new WriteNeeded()
      await writer.administration.insertAuthority({
        ...authority,
        kind: 'scope',
        scopeId,
        crossCertificatePem: undefined,
        issuer: undefined,
        generation: 1,
        supersededBy: undefined,
        mapping: undefined,
      })
    },
  }
}
