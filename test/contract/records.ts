import type {
  AuthorityRecord,
  ContinuationRecord,
  CredentialRecord,
  JobRecord,
  ListenerRecord,
  RoleRecord,
  ScopeRecord,
  Store,
  StoredObject,
  TokenRecord,
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
  authority: undefined,
  receive: ['put'],
  messageCredentials: [
    {type: 'Device', fields: {deviceIdentifier: 'd'}, passwordHash: 'hash'},
    {type: 'UsernameAndPassword', fields: {username: 'u'}, secrets: {oneTimePassword: 'role secret'}},
  ],
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
  authority: 'issuing',
  certificatePem: `certificate ${serialNumber}`,
  notBefore: 1_700_000_000_000,
  notAfter: 1_800_000_000_000,
  createdAt: 1_700_000_000_789,
  revokedAt: undefined,
  labels: {team: 'storage'},
  ...more,
})

export const authorityRecord = (name: string, more: Partial<AuthorityRecord> = {}): AuthorityRecord => ({
  name,
  kind: 'default',
  scopeId: undefined,
  certificatePem: `certificate of ${name}`,
  privateKeyPem: `private key of ${name}`,
  crossCertificatePem: undefined,
  issuer: undefined,
  generation: 1,
  supersededBy: undefined,
  mapping: undefined,
  createdAt: 1_700_000_000_000,
  ...more,
})

export const listenerRecord = (name: string, more: Partial<ListenerRecord> = {}): ListenerRecord => ({
  name,
  address: '127.0.0.1:5697',
  authority: 'issuing',
  serverHostnames: ['kms.example.com'],
  serverIps: [],
  additionalClientAuthorities: ['corporate'],
  alsoUseLegacyAuthority: false,
  tlsMinVersion: 'tls12',
  tlsMaxVersion: undefined,
  tlsCipherSuites: [],
  createdAt: 1_700_000_000_000,
  ...more,
})

export const tokenRecord = (accessor: string, more: Partial<TokenRecord> = {}): TokenRecord => ({
  accessor,
  hash: `hash of ${accessor}`,
  displayName: `name of ${accessor}`,
  scopeId: undefined,
  createdAt: 1_700_000_000_000,
  expiresAt: undefined,
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
