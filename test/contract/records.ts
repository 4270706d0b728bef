import type {
  AuthorityRecord,
  ContinuationRecord,
  CredentialRecord,
  JobRecord,
  RoleRecord,
  ScopeRecord,
  Store,
  StoredObject,
} from '../../src/storage/store.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (value: Uint8Array | undefined): string | undefined => value && new TextDecoder().decode(value)

export const scopeRecord = (id: string, name = `name of ${id}`): ScopeRecord => ({
  id,
  name,
  createdAt: 1_700_000_000_123,
})

export const roleRecord = (id: string, scopeId: string, more: Partial<RoleRecord> = {}): RoleRecord => ({
  id,
  scopeId,
  name: `name of ${id}`,
  grant: 'some',
  operations: ['Create', 'Get'],
  keyType: 'ec',
  keyBits: 256,
  ttlSeconds: undefined,
  receive: ['put'],
  messageCredentials: [{type: 'Device', fields: {deviceIdentifier: 'd'}, passwordHash: 'hash'}],
  createdAt: 1_700_000_000_456,
  ...more,
})

export const credentialRecord = (
  serialNumber: string,
  scopeId: string,
  roleId: string,
  more: Partial<CredentialRecord> = {},
): CredentialRecord => ({
  serialNumber,
  fingerprint: `fingerprint of ${serialNumber}`,
  scopeId,
  roleId,
  certificatePem: `certificate ${serialNumber}`,
  notBefore: 1_700_000_000_000,
  notAfter: 1_800_000_000_000,
  createdAt: 1_700_000_000_789,
  revokedAt: undefined,
  ...more,
})

export const authorityRecord = (name: string, more: Partial<AuthorityRecord> = {}): AuthorityRecord => ({
  name,
  scopeId: undefined,
  certificatePem: `certificate of ${name}`,
  privateKeyPem: `private key of ${name}`,
  issuer: undefined,
  createdAt: 1_700_000_000_000,
  ...more,
})

export const continuation = (id: string, scopeId = 's', expiresAt = 100): ContinuationRecord => ({
  id,
  scopeId,
  state: bytes(`state of ${id}`),
  expiresAt,
})

export const jobRecord = (id: string, more: Partial<JobRecord> = {}): JobRecord => ({
  id,
  scopeId: 's',
  kind: 'operation',
  status: 'waiting',
  state: bytes(`state of ${id}`),
  expiresAt: 100,
  ...more,
})

/** An object of scope `s`; `index` as an object with one or many values for each key. */
export function storedObject(
  id: string,
  index: Readonly<Record<string, string | readonly string[]>> = {},
  more: Partial<StoredObject> = {},
): StoredObject {
  return {
    id,
    scopeId: 's',
    objectType: 'SymmetricKey',
    attributes: bytes(`attributes of ${id}`),
    material: bytes(`material of ${id}`),
    nextTransition: undefined,
    index: Object.entries(index).flatMap(([key, values]) => [values].flat().map((value) => ({key, value}))),
    ...more,
  }
}

export async function addScopes(store: Store, ...ids: readonly string[]): Promise<void> {
  await store.transaction(async ({administration}) => {
    for (const id of ids) await administration.insertScope(scopeRecord(id))
  })
}

export async function addObjects(store: Store, ...objects: readonly StoredObject[]): Promise<void> {
  await store.transaction(async (transaction) => {
    for (const object of objects) await transaction.objects.insert(object)
  })
}
