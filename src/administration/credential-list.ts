import {setImmediate as turn} from 'node:timers/promises'
import {UsageError} from '../errors.ts'
import type {AdministrationReader, CredentialRecord, RoleRecord, ScopeRecord, Store} from '../storage/store.ts'
import {type CredentialDescription, type CredentialStatus, describeCredential} from './credential-description.ts'
import {AdministrationError} from './error.ts'
import {findRole, findScope} from './find.ts'
import {hasLabels, type Labels} from './labels.ts'
import {parseSerialNumber} from './serial-number.ts'

/** Which credentials to list: all, those of a scope, or those of one of its roles, and of these some. */
export interface CredentialFilter {
  readonly scope?: string | undefined
  readonly role?: string | undefined
  /** All of them. */
  readonly labels?: Labels | undefined
  readonly status?: CredentialStatus | undefined
  /** Valid ones that end within so many seconds, the first to end first. */
  readonly expiringWithinSeconds?: number | undefined
  /** Those that follow the credential of this serial number in the list. */
  readonly after?: string | undefined
}

/** Rows that are read at once: little enough that nobody waits. */
const pageSize = 200

/**
 * By scope, role and age, or by their ends; revoked and expired ones too, unless the filter says otherwise. At most
 * `limit` of them.
 *
 * @throws UsageError for a wrong serial number, AdministrationError NOT_FOUND
 */
export async function listCredentials(
  store: Store,
  filter: CredentialFilter & {readonly limit?: number | undefined},
  now: Date,
): Promise<readonly CredentialDescription[]> {
  const descriptions: CredentialDescription[] = []
  if (filter.limit === 0) return descriptions
  for await (const one of eachCredential(store, filter, now)) {
    descriptions.push(one)
    if (descriptions.length === filter.limit) break
  }
  return descriptions
}

/** One after the other, read in pieces, so that a hundred thousand of them hold nobody up. */
export async function* eachCredential(
  store: Store,
  filter: CredentialFilter,
  now: Date,
): AsyncGenerator<CredentialDescription> {
  const {owners, after} = await store.read(async ({administration}) => ({
    owners: await ownersOf(administration, filter),
    after: await startOf(administration, filter.after),
  }))
  const pages = filter.expiringWithinSeconds === undefined ? byAge : byEnd
  for await (const [record, {scope, role}] of pages(store, {owners, after, filter, now})) {
    const description = describeCredential(record, {scope: scope.name, role: role.name, now})
    if (filter.status !== undefined && description.status !== filter.status) continue
    if (hasLabels(record.labels, filter.labels ?? {})) yield description
  }
}

interface Owner {
  readonly scope: ScopeRecord
  readonly role: RoleRecord
}

interface Search {
  readonly owners: readonly Owner[]
  readonly after: CredentialRecord | undefined
  readonly filter: CredentialFilter
  readonly now: Date
}

async function* byAge(store: Store, {owners, after}: Search): AsyncGenerator<readonly [CredentialRecord, Owner]> {
  const first = after === undefined ? 0 : owners.findIndex(({role}) => role.id === after.roleId)
  if (first === -1) throw outside(after)
  for (const [index, owner] of owners.slice(first).entries()) {
    const start = index === 0 ? after : undefined
    const page = (last: CredentialRecord | undefined) =>
      store.read(({administration}) => administration.credentials(owner.role.id, {after: last, limit: pageSize}))
    for await (const record of paged(page, start)) yield [record, owner]
  }
}

async function* byEnd(store: Store, search: Search): AsyncGenerator<readonly [CredentialRecord, Owner]> {
  const {owners, after, filter, now} = search
  const byRole = new Map(owners.map((owner) => [owner.role.id, owner] as const))
  const before = now.getTime() + (filter.expiringWithinSeconds ?? 0) * 1000 + 1
  // One that has ended does not end any more
  const start = after ?? {notAfter: now.getTime(), serialNumber: ''}
  const page = (last: Pick<CredentialRecord, 'notAfter' | 'serialNumber'> | undefined) =>
    store.read(({administration}) => administration.expiringCredentials(before, pageSize, last ?? start))
  for await (const record of paged<CredentialRecord>(page, undefined)) {
    const owner = byRole.get(record.roleId)
    if (owner !== undefined) yield [record, owner]
  }
}

async function* paged<Item>(
  page: (last: Item | undefined) => Promise<readonly Item[]>,
  start: Item | undefined,
): AsyncGenerator<Item> {
  for (let last = start; ;) {
    const items = await page(last)
    yield* items
    last = items.at(-1)
    if (items.length < pageSize || last === undefined) return
    await turn()
  }
}

async function startOf(
  administration: AdministrationReader,
  serialNumber: string | undefined,
): Promise<CredentialRecord | undefined> {
  if (serialNumber === undefined) return undefined
  const record = await administration.credential(parseSerialNumber(serialNumber))
  if (record !== undefined) return record
  throw new AdministrationError('NOT_FOUND', `No credential has the serial number ${serialNumber}`, {
    hint: 'Start the list anew',
  })
}

function outside(after: CredentialRecord | undefined): UsageError {
  return new UsageError(`The credential ${after?.serialNumber ?? ''} is not of the scope and role that are listed`)
}

async function ownersOf(
  administration: AdministrationReader,
  {scope: scopeName, role: roleName}: CredentialFilter,
): Promise<readonly Owner[]> {
  if (scopeName !== undefined && roleName !== undefined) {
    const scope = await findScope(administration, scopeName)
    return [{scope, role: await findRole(administration, scope, roleName)}]
  }
  const scopes = scopeName === undefined ? await administration.scopes() : [await findScope(administration, scopeName)]
  const owners: Owner[] = []
  for (const scope of scopes) {
    const roles = await administration.roles(scope.id)
    owners.push(...roles.filter(({name}) => roleName === undefined || name === roleName).map((role) => ({scope, role})))
  }
  return owners
}
