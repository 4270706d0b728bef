import type {CredentialRecord} from '../storage/store.ts'
import {shownName} from './authority-names.ts'
import type {Labels} from './labels.ts'

export type CredentialStatus = 'valid' | 'expired' | 'revoked'

/** A credential without its private key, which is not kept. */
export interface CredentialDescription {
  /** In decimal. */
  readonly serialNumber: string
  readonly scope: string
  readonly role: string
  readonly status: CredentialStatus
  readonly notBefore: Date
  readonly notAfter: Date
  readonly createdAt: Date
  readonly revokedAt: Date | undefined
  readonly labels: Labels
  /** Name and generation of the authority that issued the certificate: `default/1`. */
  readonly authority: string
  /** SHA-256 of the certificate in DER, lower-case hexadecimal. */
  readonly fingerprint: string
  readonly certificatePem: string
}

export function describeCredential(
  record: CredentialRecord,
  {scope, role, now}: {readonly scope: string; readonly role: string; readonly now: Date},
): CredentialDescription {
  const {serialNumber, notBefore, notAfter, createdAt, revokedAt, labels, authority, fingerprint, certificatePem} =
    record
  return {
    serialNumber,
    scope,
    role,
    status: statusOf(record, now),
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    createdAt: new Date(createdAt),
    revokedAt: revokedAt === undefined ? undefined : new Date(revokedAt),
    labels,
    authority: shownName(authority),
    fingerprint,
    certificatePem,
  }
}

function statusOf({revokedAt, notAfter}: CredentialRecord, now: Date): CredentialStatus {
  if (revokedAt !== undefined) return 'revoked'
  return notAfter < now.getTime() ? 'expired' : 'valid'
}
