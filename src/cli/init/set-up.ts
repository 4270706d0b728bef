import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {defaultAuthorityName} from '../../administration/authority-names.ts'
import {issuingAuthority} from '../../administration/authorities.ts'
import type {CredentialDescription} from '../../administration/credential-description.ts'
import {showCredential} from '../../administration/credentials.ts'
import {isAdministrationError} from '../../administration/error.ts'
import {generateCredential} from '../../administration/issue-credential.ts'
import {type AuthorityDescription, showAuthority} from '../../administration/named-authorities.ts'
import {pemLayout} from '../../administration/recipes/recipe.ts'
import {createRole, type RoleDescription, type RoleName, showRole} from '../../administration/roles.ts'
import {createScope, type ScopeDescription, showScope} from '../../administration/scopes.ts'
import {UsageError} from '../../errors.ts'
import type {Store} from '../../storage/store.ts'
import {deliverToFolder, prepareDelivery} from '../credential-delivery.ts'

/** Something that is there now, and whether it was made this time. */
export type Found<Thing extends object> = {readonly isNew: boolean} & Readonly<Thing>

/** Finds a scope, or makes it. */
export async function ensureScope(store: Store, name: string, now: Date): Promise<Found<{scope: ScopeDescription}>> {
  const found = await orMissing(showScope(store, name))
  if (found !== undefined) return {isNew: false, scope: found}
  return {isNew: true, scope: await createScope(store, name, now)}
}

/** The role, where there is one. */
export function existingRole(store: Store, name: RoleName): Promise<RoleDescription | undefined> {
  return orMissing(showRole(store, name))
}

/** Makes a role, unless it was there; what it allows is not changed then. */
export async function ensureRole(
  store: Store,
  {operations, now, ...name}: RoleName & {readonly operations: readonly string[]; readonly now: Date},
): Promise<Found<{role: RoleDescription}>> {
  const found = await existingRole(store, name)
  if (found !== undefined) return {isNew: false, role: found}
  return {isNew: true, role: await createRole(store, {...name, operations, now})}
}

/** The server's own authority, made where there is none. */
export async function ensureAuthority(store: Store, now: Date): Promise<Found<{authority: AuthorityDescription}>> {
  const before = await orMissing(showAuthority(store, defaultAuthorityName, now))
  if (before !== undefined) return {isNew: false, authority: before}
  await issuingAuthority(store, {now})
  return {isNew: true, authority: await showAuthority(store, defaultAuthorityName, now)}
}

export interface WantedCredential extends RoleName {
  readonly folder: string
  readonly ttlSeconds: number
  readonly now: Date
}

export interface FolderCredential {
  readonly credential: CredentialDescription
  readonly paths: {readonly ca: string; readonly cert: string; readonly key: string}
}

/**
 * The credential whose files are in the folder, or a new one with its files there.
 *
 * @throws UsageError when the folder holds files of something else
 */
export async function ensureCredential(
  store: Store,
  {folder, ttlSeconds, now, ...name}: WantedCredential,
): Promise<Found<FolderCredential>> {
  const at = (file: string) => join(folder, file)
  const paths = {ca: at(pemLayout.ca), cert: at(pemLayout.certificate), key: at(pemLayout.key)}
  const found = await readCredential(store, paths.cert, now)
  if (found !== undefined) {
    if (found.scope === name.scope && found.role === name.role) return {isNew: false, credential: found, paths}
    throw otherFiles(folder, `a credential of role ${found.role} of scope ${found.scope}`)
  }
  const delivery = {format: 'pem', recipe: undefined, folder, force: false} as const
  await prepareDelivery(delivery).catch((cause: unknown) => {
    if (cause instanceof UsageError && cause.message.includes('exists already')) {
      throw otherFiles(folder, 'files of a credential that is not whole')
    }
    throw cause
  })
  const {description, credential} = await generateCredential(store, {...name, ttlSeconds, now})
  await deliverToFolder(credential, folder, delivery)
  return {isNew: true, credential: description, paths}
}

/** Undefined where there is no certificate. */
async function readCredential(store: Store, path: string, now: Date): Promise<CredentialDescription | undefined> {
  const certificate = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (certificate === undefined) return undefined
  const found = await orMissing(showCredential(store, {certificate}, now))
  if (found !== undefined) return found
  throw otherFiles(path, 'a certificate that the store does not know')
}

function otherFiles(place: string, what: string): UsageError {
  return new UsageError(`${place} holds ${what}`, {hint: 'Choose another folder with --out'})
}

async function orMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (isAdministrationError(error, 'NOT_FOUND')) return undefined
    throw error
  }
}
