import {UsageError} from '../errors.ts'
import type {Subscription} from '../server/announcements/subscription.ts'
import type {AdministrationReader, RoleRecord, ScopeRecord, Store} from '../storage/store.ts'
import {AdministrationError} from './error.ts'
import {findRole, findScope} from './find.ts'
import {changeGrant, type Grant, type GrantChange, parseGrant} from './grant.ts'
import {freeIdentifier} from './identifier.ts'
import {chooseKey, type KeyChoice} from './key-choice.ts'
import {checkName} from './name.ts'
import {parseOperationName} from './operation-name.ts'
import {roleAuthority} from './role-authority.ts'
import {parseSubscriptions} from './subscriptions.ts'

/** Where a role is found. */
export interface RoleName {
  readonly scope: string
  readonly role: string
}

/** What credentials of the role get unless asked otherwise; absent values leave it to the defaults. */
export interface RoleDefaults extends KeyChoice {
  readonly ttlSeconds?: number | undefined
}

export interface RoleDescription extends RoleDefaults {
  readonly name: string
  readonly scope: string
  /** Stands as CN in the certificates of the role. */
  readonly id: string
  readonly grant: Grant
  /** Name of the authority that issues for it; undefined: the server's default one. */
  readonly authority: string | undefined
  /** Requests that the server may send to its clients. */
  readonly receive: readonly Subscription[]
  readonly createdAt: Date
  /** Credentials issued and not revoked; expired ones count. */
  readonly credentials: number
}

export interface CreateRole extends RoleName, RoleDefaults {
  /** Operations, or `all` or `none` alone. */
  readonly operations: readonly string[]
  /** Name of the authority that issues for it; the server's own when absent. */
  readonly authority?: string | undefined
  /** Requests that the server may send to its clients, or `none`; none when absent. */
  readonly receive?: readonly string[] | undefined
  readonly now: Date
}

/** `operations` replaces what the role allows, `change` edits it; one of them at most. */
export interface UpdateRole extends RoleName, RoleDefaults {
  readonly operations?: readonly string[] | undefined
  readonly change?: GrantChange | undefined
  /** `default` goes back to the server's own; credentials that exist stay as they are. */
  readonly authority?: string | undefined
  /** Replaces what the server may send to its clients; `none` alone for nothing. */
  readonly receive?: readonly string[] | undefined
}

/** @throws UsageError for a wrong name, operation or default, AdministrationError NOT_FOUND or ALREADY_EXISTS */
export async function createRole(store: Store, request: CreateRole): Promise<RoleDescription> {
  checkName('role', request.role)
  checkDefaults(request)
  const grant = parseGrant(request.operations)
  return store.transaction(async ({administration}) => {
    const scope = await findScope(administration, request.scope)
    if ((await administration.role(scope.id, request.role)) !== undefined) {
      throw new AdministrationError('ALREADY_EXISTS', `Scope ${scope.name} has a role ${request.role} already`, {
        hint: 'Change it with kmipctl role update',
      })
    }
    const id = await freeIdentifier(async (candidate) => (await administration.roleById(candidate)) !== undefined)
    const record = {
      id,
      scopeId: scope.id,
      name: request.role,
      ...grantColumns(grant),
      keyType: request.keyType,
      keyBits: request.keyBits,
      ttlSeconds: request.ttlSeconds,
      authority: await roleAuthority(administration, request.authority),
      receive: parseSubscriptions(request.receive ?? []),
      messageCredentials: [],
      createdAt: request.now.getTime(),
    }
    await administration.insertRole(record)
    return describeRole(administration, scope, record)
  })
}

/**
 * Changes a role; running servers obey from the next request on.
 *
 * @throws UsageError for a wrong operation or default, AdministrationError NOT_FOUND
 */
export async function updateRole(store: Store, request: UpdateRole): Promise<RoleDescription> {
  const {operations, change} = request
  if (operations !== undefined && change !== undefined) {
    throw new UsageError('The operations of a role are either replaced or edited, not both at once')
  }
  return store.transaction(async ({administration}) => {
    const scope = await findScope(administration, request.scope)
    const before = await findRole(administration, scope, request.role)
    const record = {
      ...before,
      ...grantColumns(nextGrant(grantOf(before), operations, change)),
      ...nextKey(before, request),
      ttlSeconds: request.ttlSeconds ?? before.ttlSeconds,
      authority:
        request.authority === undefined ? before.authority : await roleAuthority(administration, request.authority),
      receive: request.receive === undefined ? before.receive : parseSubscriptions(request.receive),
    }
    checkDefaults(record)
    await administration.updateRole(record)
    return describeRole(administration, scope, record)
  })
}

/** By name. @throws AdministrationError NOT_FOUND */
export async function listRoles(store: Store, scopeName: string): Promise<readonly RoleDescription[]> {
  return store.read(async ({administration}) => {
    const scope = await findScope(administration, scopeName)
    const descriptions: RoleDescription[] = []
    for (const role of await administration.roles(scope.id)) {
      descriptions.push(await describeRole(administration, scope, role))
    }
    return descriptions
  })
}

/** @throws AdministrationError NOT_FOUND */
export async function showRole(store: Store, name: RoleName): Promise<RoleDescription> {
  return store.read(async ({administration}) => {
    const scope = await findScope(administration, name.scope)
    return describeRole(administration, scope, await findRole(administration, scope, name.role))
  })
}

/** Removes a role with its credentials, which stop working at once. @throws AdministrationError NOT_FOUND */
export async function deleteRole(store: Store, name: RoleName): Promise<RoleDescription> {
  return store.transaction(async ({administration}) => {
    const scope = await findScope(administration, name.scope)
    const role = await findRole(administration, scope, name.role)
    const description = await describeRole(administration, scope, role)
    await administration.deleteRole(role.id)
    return description
  })
}

/** @throws UsageError when the key or lifetime of a role cannot be had */
export function checkDefaults({keyType, keyBits, ttlSeconds}: RoleDefaults): void {
  if (keyType !== undefined || keyBits !== undefined) chooseKey({keyType, keyBits})
  if (ttlSeconds !== undefined && (!Number.isSafeInteger(ttlSeconds) || ttlSeconds <= 0)) {
    throw new UsageError('The lifetime of credentials is a whole number of seconds above zero')
  }
}

function nextGrant(before: Grant, operations: readonly string[] | undefined, change: GrantChange | undefined): Grant {
  if (operations !== undefined) return parseGrant(operations)
  return change === undefined ? before : changeGrant(before, change)
}

/** A new type makes the old size meaningless. */
function nextKey(before: RoleRecord, request: KeyChoice): Pick<RoleRecord, 'keyType' | 'keyBits'> {
  const keyType = request.keyType ?? before.keyType
  const kept = keyType === before.keyType ? before.keyBits : undefined
  return {keyType, keyBits: request.keyBits ?? kept}
}

export function grantColumns(grant: Grant): Pick<RoleRecord, 'grant' | 'operations'> {
  return {grant: grant.kind, operations: grant.kind === 'some' ? grant.operations : []}
}

export function grantOf({grant, operations}: RoleRecord): Grant {
  return grant === 'some' ? {kind: 'some', operations: operations.map(parseOperationName)} : {kind: grant}
}

export async function describeRole(
  administration: AdministrationReader,
  scope: ScopeRecord,
  role: RoleRecord,
): Promise<RoleDescription> {
  const {name, id, keyType, keyBits, ttlSeconds, authority} = role
  return {
    name,
    scope: scope.name,
    id,
    grant: grantOf(role),
    keyType,
    keyBits,
    ttlSeconds,
    authority,
    receive: parseSubscriptions(role.receive),
    createdAt: new Date(role.createdAt),
    credentials: await administration.countCredentials(role.id),
  }
}
