import type {OperationName} from '../../src/kmip/schema/operation.ts'
import {isRefused} from '../../src/server/identity/identify.ts'
import type {Identity} from '../../src/server/identity/identity.ts'
import type {CredentialRecord, RoleRecord} from '../../src/storage/store.ts'
import {at, type TestEngine} from './test-engine.ts'

/** A client whose role and credential lie in the store of a test engine. */
export interface RegisteredClient {
  readonly identity: Identity
  readonly role: RoleRecord
  readonly credential: CredentialRecord
}

interface NewClient {
  /** Also that of its role. */
  readonly name: string
  readonly scope?: 'one' | 'two'
  /** All when absent. */
  readonly operations?: readonly OperationName[]
}

/** Registers a role with one client, whose credential holds for a day. */
export async function registerClient(
  {engine}: TestEngine,
  {name, scope = 'one', operations}: NewClient,
): Promise<RegisteredClient> {
  const role: RoleRecord = {
    id: `role-${name}`,
    scopeId: scope,
    name,
    grant: operations === undefined ? 'all' : 'some',
    operations: operations ?? [],
    keyType: undefined,
    keyBits: undefined,
    ttlSeconds: undefined,
    authority: undefined,
    receive: [],
    messageCredentials: [],
    createdAt: 0,
  }
  const credential: CredentialRecord = {
    serialNumber: BigInt(`0x${Buffer.from(name).toString('hex')}`).toString(),
    fingerprint: name,
    scopeId: scope,
    roleId: role.id,
    certificatePem: 'pem',
    notBefore: 0,
    notAfter: at(24 * 60 * 60).getTime(),
    createdAt: 0,
    revokedAt: undefined,
    authority: 'issuing',
    labels: {},
  }
  await engine.store.transaction(async ({administration}) => {
    await administration.insertRole(role)
    await administration.insertCredential(credential)
  })
  const identity = await engine.identifyAgain(credential)
  if (isRefused(identity)) throw new Error(identity.refused)
  return {identity, role, credential}
}
