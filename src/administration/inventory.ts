import {AttributeSet} from '../kmip/attributes/attribute-set.ts'
import {conditionsOf, nameCondition} from '../kmip/attributes/search-key.ts'
import type {EnumValue} from '../kmip/spec/enumeration.ts'
import type {ObjectType, State} from '../kmip/spec/enumerations.ts'
import {fromStored, type ServerObject} from '../server/objects/server-object.ts'
import type {ObjectQuery, ReadTransaction, RoleRecord, ScopeRecord, Store} from '../storage/store.ts'
import {AdministrationError} from './error.ts'
import {findRole, findScope} from './find.ts'
import {
  describeObject,
  describeObjectFully,
  type FullObjectDescription,
  type ObjectDescription,
} from './object-description.ts'

/** Which objects to list; what is left out does not matter. */
export interface InventoryFilter {
  readonly scope?: string | undefined
  /** Only what this role made: of the scope, else of every scope that has a role of the name. */
  readonly role?: string | undefined
  readonly state?: EnumValue<typeof State> | undefined
  readonly type?: EnumValue<typeof ObjectType> | undefined
  readonly name?: string | undefined
  /** Only what is at least so old and has not been used for so long. */
  readonly unusedSeconds?: number | undefined
  readonly limit: number
}

export interface Inventory {
  /** By scope, in order of their names; the newest of each scope first. */
  readonly objects: readonly ObjectDescription[]
  /** There are others beyond the limit. */
  readonly more: boolean
}

/**
 * Objects as an operator sees them, of one scope or all, without their values. Reads only, by the store's index.
 *
 * @throws AdministrationError NOT_FOUND for a scope or role that does not exist
 */
export async function listObjects(store: Store, filter: InventoryFilter, now: Date): Promise<Inventory> {
  const objects: ObjectDescription[] = []
  const wanted = filter.limit + 1
  for (const {scope, role} of await searched(store, filter)) {
    if (objects.length >= wanted) break
    const limit = wanted - objects.length
    objects.push(...(await store.read((transaction) => listScope(transaction, {scope, role, filter, now, limit}))))
  }
  return {objects: objects.slice(0, filter.limit), more: objects.length > filter.limit}
}

/**
 * One object with all that is known of it beside its value.
 *
 * @throws AdministrationError NOT_FOUND
 */
export async function showObject(
  store: Store,
  {scope: scopeName, id}: {readonly scope: string; readonly id: string},
  now: Date,
): Promise<FullObjectDescription> {
  return store.read(async (transaction) => {
    const scope = await findScope(transaction.administration, scopeName)
    const stored = await transaction.objects.get(scope.id, id)
    if (stored === undefined) {
      throw new AdministrationError('NOT_FOUND', `Scope ${scope.name} has no object ${id}`, {
        hint: `See its objects with kmipctl object list --scope ${scope.name}`,
      })
    }
    const uses = await transaction.objects.lastUsed(scope.id, [id])
    const role = await roleNames(transaction)(stored.roleId)
    return describeObjectFully(fromStored(stored, now), {scope: scope.name, role, now, usedAt: uses.get(id)})
  })
}

interface Searched {
  readonly scope: ScopeRecord
  readonly role: RoleRecord | undefined
}

function searched(store: Store, {scope: name, role: roleName}: InventoryFilter): Promise<readonly Searched[]> {
  return store.read(async ({administration}) => {
    if (name !== undefined) {
      const scope = await findScope(administration, name)
      return [{scope, role: roleName === undefined ? undefined : await findRole(administration, scope, roleName)}]
    }
    const found: Searched[] = []
    for (const scope of await administration.scopes()) {
      const role = roleName === undefined ? undefined : await administration.role(scope.id, roleName)
      if (roleName === undefined || role !== undefined) found.push({scope, role})
    }
    if (roleName === undefined || found.length > 0) return found
    throw new AdministrationError('NOT_FOUND', `No scope has a role ${roleName}`, {
      hint: 'See the roles of a scope with kmipctl role list --scope NAME',
    })
  })
}

interface ScopeSearch extends Searched {
  readonly filter: InventoryFilter
  readonly now: Date
  readonly limit: number
}

async function listScope(transaction: ReadTransaction, search: ScopeSearch): Promise<readonly ObjectDescription[]> {
  const {scope, now, limit} = search
  const found = [...(await stored(transaction, search)), ...(await overdue(transaction, search))]
  const objects = found.sort((left, right) => madeAt(right) - madeAt(left)).slice(0, limit)
  const ids = objects.map(({id}) => id)
  const uses = await transaction.objects.lastUsed(scope.id, ids)
  const roleName = roleNames(transaction)
  const descriptions: ObjectDescription[] = []
  for (const object of objects) {
    const role = await roleName(object.roleId)
    descriptions.push(describeObject(object, {scope: scope.name, role, now, usedAt: uses.get(object.id)}))
  }
  return descriptions
}

type FoundObject = ServerObject & {readonly roleId: string | undefined}

function madeAt({attributes}: ServerObject): number {
  return attributes.get('InitialDate')?.getTime() ?? 0
}

/** What the index finds, but for what a date has put into another state meanwhile. */
async function stored({objects}: ReadTransaction, search: ScopeSearch): Promise<FoundObject[]> {
  const {filter, limit} = search
  const query = queryOf(search, filter.state)
  const found: FoundObject[] = []
  for (let offset = 0; found.length < limit; offset += limit) {
    const {ids} = await objects.find({...query, limit, offset})
    for (const id of ids) {
      const object = await load(objects, search, id)
      if (object !== undefined && isIn(object, filter.state) && found.length < limit) found.push(object)
    }
    if (ids.length < limit) break
  }
  return found
}

/** What a date has put into the state that is sought, and nobody has written down yet. */
async function overdue({objects}: ReadTransaction, search: ScopeSearch): Promise<FoundObject[]> {
  const {scope, filter, now, limit} = search
  if (filter.state === undefined) return []
  const found: FoundObject[] = []
  for (const id of await objects.due(scope.id, Math.floor(now.getTime() / 1000), Number.MAX_SAFE_INTEGER)) {
    if (found.length >= limit) break
    const object = await load(objects, search, id)
    if (object === undefined || !isIn(object, filter.state)) continue
    const {conditions, ...query} = queryOf(search, undefined)
    const itself = conditionsOf(new AttributeSet().set('UniqueIdentifier', id))
    const {ids} = await objects.find({...query, conditions: [...itself, ...conditions], limit: 1})
    if (ids.length > 0) found.push(object)
  }
  return found
}

async function load(
  objects: ReadTransaction['objects'],
  {scope, now}: ScopeSearch,
  id: string,
): Promise<FoundObject | undefined> {
  const object = await objects.get(scope.id, id)
  return object && {...fromStored(object, now), roleId: object.roleId}
}

function isIn({attributes}: ServerObject, state: InventoryFilter['state']): boolean {
  return state === undefined || attributes.get('State') === state
}

function queryOf({scope, role, filter, now}: ScopeSearch, state: InventoryFilter['state']): ObjectQuery {
  const {type, name, unusedSeconds} = filter
  const set = new AttributeSet()
  if (type !== undefined) set.set('ObjectType', type)
  if (state !== undefined) set.set('State', state)
  const since = unusedSeconds === undefined ? undefined : new Date(now.getTime() - unusedSeconds * 1000)
  if (since !== undefined) for (const bound of [new Date(0), since]) set.add('InitialDate', bound)
  const conditions = [...(name === undefined ? [] : [nameCondition(name)]), ...conditionsOf(set)]
  return {scopeId: scope.id, roleId: role?.id, conditions, unusedSince: since?.getTime()}
}

/** Names of roles by their identifiers, each asked for once; undefined for those that are gone. */
function roleNames({administration}: ReadTransaction): (roleId: string | undefined) => Promise<string | undefined> {
  const known = new Map<string, string | undefined>()
  return async (roleId) => {
    if (roleId === undefined) return undefined
    if (!known.has(roleId)) known.set(roleId, (await administration.roleById(roleId))?.name)
    return known.get(roleId)
  }
}
