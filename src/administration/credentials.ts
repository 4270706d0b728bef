import {describeCertificate} from '../ca/certificate.ts'
import type {AdministrationReader, CredentialRecord, RoleRecord, ScopeRecord, Store} from '../storage/store.ts'
import {AdministrationError} from './error.ts'
import {type CredentialDescription, describeCredential} from './credential-description.ts'
import {findRole, findScope} from './find.ts'
import {parseSerialNumber} from './serial-number.ts'

/** Which credentials to list: all, those of a scope, or those of one of its roles. */
export interface CredentialFilter {
  readonly scope?: string | undefined
  readonly role?: string | undefined
}

/** By scope, role and age; revoked and expired ones too. @throws AdministrationError NOT_FOUND */
export async function listCredentials(
  store: Store,
  filter: CredentialFilter,
  now: Date,
): Promise<readonly CredentialDescription[]> {
  return store.read(async ({administration}) => {
    const descriptions: CredentialDescription[] = []
    for (const {scope, role} of await rolesOf(administration, filter)) {
      const records = await administration.credentials(role.id)
      descriptions.push(...records.map((one) => describeCredential(one, {scope: scope.name, role: role.name, now})))
    }
    return descriptions
  })
}

async function rolesOf(
  administration: AdministrationReader,
  {scope: scopeName, role: roleName}: CredentialFilter,
): Promise<{readonly scope: ScopeRecord; readonly role: RoleRecord}[]> {
  if (scopeName !== undefined && roleName !== undefined) {
    const scope = await findScope(administration, scopeName)
    return [{scope, role: await findRole(administration, scope, roleName)}]
  }
  const scopes = scopeName === undefined ? await administration.scopes() : [await findScope(administration, scopeName)]
  const found: {scope: ScopeRecord; role: RoleRecord}[] = []
  for (const scope of scopes) {
    const roles = await administration.roles(scope.id)
    found.push(...roles.filter(({name}) => roleName === undefined || name === roleName).map((role) => ({scope, role})))
  }
  return found
}

/** By a serial number or by the certificate itself, in PEM or DER. */
export type CredentialName = {readonly serialNumber: string} | {readonly certificate: string | Uint8Array}

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
    const before = await findCredential(administration, name)
    const record = {...before, revokedAt: before.revokedAt ?? now.getTime()}
    if (before.revokedAt === undefined) await administration.updateCredential(record)
    return describeStored(administration, record, now)
  })
}

async function findCredential(administration: AdministrationReader, name: CredentialName): Promise<CredentialRecord> {
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
