import {describeCertificate} from '../ca/certificate.ts'
import {UsageError} from '../errors.ts'
import type {AdministrationReader, AdministrationWriter, CredentialRecord, Store} from '../storage/store.ts'
import {AdministrationError} from './error.ts'
import {type CredentialDescription, describeCredential} from './credential-description.ts'
import {parseSerialNumber} from './serial-number.ts'

/** By a serial number or by the certificate itself, in PEM or DER. */
export type CredentialName = {readonly serialNumber: string} | {readonly certificate: string | Uint8Array}

/** @throws UsageError unless exactly one of the two is given */
export function credentialNameOf(given: {
  readonly serialNumber?: string | undefined
  readonly certificate?: string | Uint8Array | undefined
}): CredentialName {
  const {serialNumber, certificate} = given
  if (serialNumber !== undefined && certificate === undefined) return {serialNumber}
  if (certificate !== undefined && serialNumber === undefined) return {certificate}
  throw new UsageError('A credential is named by either its serial number or its certificate, by exactly one of them')
}

/** @throws UsageError when it is no serial number or certificate, AdministrationError NOT_FOUND */
export async function showCredential(store: Store, name: CredentialName, now: Date): Promise<CredentialDescription> {
  return store.read(async ({administration}) => {
    const record = await findCredential(administration, name)
    return describeStored(administration, record, now)
  })
}

/**
 * Revokes a credential: servers refuse it from the next request on, and it stays in the lists. Revoking twice keeps
 * the first date.
 *
 * @throws UsageError when it is no serial number or certificate, AdministrationError NOT_FOUND
 */
export async function revokeCredential(store: Store, name: CredentialName, now: Date): Promise<CredentialDescription> {
  return store.transaction(async ({administration}) => {
    const {serialNumber} = await findCredential(administration, name)
    return describeStored(administration, await revokeRecord(administration, serialNumber, now), now)
  })
}

/** As part of a transaction. @throws AdministrationError NOT_FOUND */
export async function revokeRecord(
  administration: AdministrationWriter,
  serialNumber: string,
  now: Date,
): Promise<CredentialRecord> {
  const before = await findCredential(administration, {serialNumber})
  if (before.revokedAt !== undefined) return before
  const record = {...before, revokedAt: now.getTime()}
  await administration.updateCredential(record)
  return record
}

/** By its name. @throws UsageError when it is no serial number or certificate, AdministrationError NOT_FOUND */
export async function findCredential(
  administration: AdministrationReader,
  name: CredentialName,
): Promise<CredentialRecord> {
  if ('certificate' in name) {
    const {fingerprint, serialNumber} = describeCertificate(name.certificate)
    const record = await administration.credentialByFingerprint(fingerprint)
    if (record !== undefined) return record
    throw new AdministrationError('NOT_FOUND', `The certificate ${serialNumber} belongs to no credential of this store`)
  }
  const serialNumber = parseSerialNumber(name.serialNumber)
  const record = await administration.credential(serialNumber)
  if (record !== undefined) return record
  throw new AdministrationError('NOT_FOUND', `No credential has the serial number ${serialNumber}`, {
    hint: 'See the credentials with kmipctl cred list',
  })
}

async function describeStored(
  administration: AdministrationReader,
  record: CredentialRecord,
  now: Date,
): Promise<CredentialDescription> {
  const scope = await administration.scopeById(record.scopeId)
  const role = await administration.roleById(record.roleId)
  return describeCredential(record, {scope: scope?.name ?? record.scopeId, role: role?.name ?? record.roleId, now})
}
