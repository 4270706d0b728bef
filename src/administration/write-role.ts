import type {OperationName} from '../kmip/schema/operation.ts'
import type {AdministrationReader, RoleRecord, ScopeRecord, Store} from '../storage/store.ts'
import {findScope} from './find.ts'
import type {Grant} from './grant.ts'
import {freeIdentifier} from './identifier.ts'
import {checkName} from './name.ts'
import {grantableOperations} from './operation-name.ts'
import {roleAuthority} from './role-authority.ts'
import {checkDefaults, describeRole, grantColumns, grantOf, type RoleDescription, type RoleName} from './roles.ts'
import {parseRoleFields, type RoleWrite} from './vault-role-fields.ts'

/** A write of a role as Vault takes it. */
export interface WriteRole extends RoleName {
  /** Under Vault's names: `operation_get`, `tls_client_ttl`, `ca`. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly now: Date
}

/**
 * Makes a role, or changes the one there is: `operation_all` and `operation_none` take the place of what it allowed, and
 * single operations take the place of these; otherwise single operations are added and, where they are false, taken away.
 * Fields that are not mentioned stay as they are. Running servers obey from the next request on.
 *
 * @throws UsageError for an unsuitable name, field or value, AdministrationError NOT_FOUND without the scope or authority
 */
export async function writeRole(
  store: Store,
  {scope: scopeName, role: name, fields, now}: WriteRole,
): Promise<RoleDescription> {
  checkName('role', name)
  const write = parseRoleFields(fields)
  return store.transaction(async ({administration}) => {
    const scope = await findScope(administration, scopeName)
    const before = await administration.role(scope.id, name)
    const authority = await writtenAuthority(administration, write)
    const record = changed(before ?? (await newRole(administration, scope, {name, now})), {...write, authority})
    checkDefaults(record)
    if (before === undefined) await administration.insertRole(record)
    else await administration.updateRole(record)
    return describeRole(administration, scope, record)
  })
}

async function newRole(
  administration: AdministrationReader,
  scope: ScopeRecord,
  {name, now}: {readonly name: string; readonly now: Date},
): Promise<RoleRecord> {
  return {
    id: await freeIdentifier(async (candidate) => (await administration.roleById(candidate)) !== undefined),
    scopeId: scope.id,
    name,
    ...grantColumns({kind: 'none'}),
    keyType: undefined,
    keyBits: undefined,
    ttlSeconds: undefined,
    authority: undefined,
    receive: [],
    messageCredentials: [],
    createdAt: now.getTime(),
  }
}

function changed(before: RoleRecord, write: RoleWrite): RoleRecord {
  const keyType = next(before.keyType, write.keyType)
  // A new type makes the old size meaningless
  const keptBits = keyType === before.keyType ? before.keyBits : undefined
  return {
    ...before,
    ...grantColumns(nextGrant(grantOf(before), write)),
    keyType,
    keyBits: next(keptBits, write.keyBits),
    ttlSeconds: next(before.ttlSeconds, write.ttlSeconds),
    authority: next(before.authority, write.authority),
  }
}

function next<T>(before: T | undefined, written: T | null | undefined): T | undefined {
  return written === undefined ? before : (written ?? undefined)
}

function nextGrant(before: Grant, {pseudo, endsPseudo, granted, withdrawn}: RoleWrite): Grant {
  if (pseudo !== undefined) return {kind: pseudo}
  if (granted.size + withdrawn.size > 0)
    return merged(before.kind === 'some' ? before.operations : [], {granted, withdrawn})
  return before.kind === 'all' && endsPseudo.has('all') ? {kind: 'none'} : before
}

function merged(
  before: readonly OperationName[],
  {granted, withdrawn}: Pick<RoleWrite, 'granted' | 'withdrawn'>,
): Grant {
  const wanted = new Set([...before, ...granted])
  const operations = grantableOperations().filter((name) => wanted.has(name) && !withdrawn.has(name))
  return operations.length === 0 ? {kind: 'none'} : {kind: 'some', operations}
}

/** The server's own one may be asked for by its name too. */
async function writtenAuthority(
  administration: AdministrationReader,
  {authority}: RoleWrite,
): Promise<string | null | undefined> {
  return typeof authority === 'string' ? ((await roleAuthority(administration, authority)) ?? null) : authority
}
