import {readCertificate} from '../ca/certificate.ts'
import type {AdministrationReader, CredentialRecord} from '../storage/store.ts'

/** Something that ends soon. */
export interface Ending {
  /** As people know it. */
  readonly name: string
  readonly notAfter: Date
}

/** How many of a kind end soon, and the first of them. */
export interface Endings {
  readonly count: number
  readonly nearest: Ending | undefined
}

/** What of a store ends soon: credentials that are not revoked, and authorities that have no successor. */
export interface ExpirySummary {
  readonly withinSeconds: number
  readonly credentials: Endings
  readonly authorities: Endings
}

/** A week: time to act, and no noise before it. */
export const expiryNoticeSeconds = 7 * 24 * 60 * 60

/** Cheap enough to ask at any time: credentials are counted by an index. What has ended already does not count. */
export async function expirySummary(
  administration: AdministrationReader,
  now: Date,
  withinSeconds: number = expiryNoticeSeconds,
): Promise<ExpirySummary> {
  const period = {from: now.getTime(), before: now.getTime() + withinSeconds * 1000}
  return {
    withinSeconds,
    credentials: await credentialEndings(administration, period),
    authorities: await authorityEndings(administration, period),
  }
}

interface Period {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly before: number
}

async function credentialEndings(administration: AdministrationReader, {from, before}: Period): Promise<Endings> {
  const count = await administration.countExpiringCredentials(from, before)
  // Serial numbers are not empty, so that this is before all that end at the time itself
  const [first] = await administration.expiringCredentials(before, 1, {notAfter: from, serialNumber: ''})
  return {count, nearest: first && (await nameCredential(administration, first))}
}

async function nameCredential(
  administration: AdministrationReader,
  {serialNumber, roleId, scopeId, notAfter}: CredentialRecord,
): Promise<Ending> {
  const scope = await administration.scopeById(scopeId)
  const role = await administration.roleById(roleId)
  const owner = `role ${role?.name ?? roleId} of scope ${scope?.name ?? scopeId}`
  return {name: `credential ${serialNumber} of ${owner}`, notAfter: new Date(notAfter)}
}

async function authorityEndings(administration: AdministrationReader, {from, before}: Period): Promise<Endings> {
  const authorities = await administration.authorityCertificates()
  const ending = authorities
    .filter(({supersededBy}) => supersededBy === undefined)
    .map(({name, certificatePem}) => ({
      name: `authority ${name}`,
      notAfter: new Date(readCertificate(certificatePem).validTo),
    }))
    .filter(({notAfter}) => notAfter.getTime() >= from && notAfter.getTime() < before)
    .sort((a, b) => a.notAfter.getTime() - b.notAfter.getTime())
  return {count: ending.length, nearest: ending[0]}
}
