import {randomUUID} from 'node:crypto'
import type {AdministrationReader, Store} from '../../storage/store.ts'
import {ApiFailure} from '../http/failure.ts'

/** A name under which the engine was enabled, as its clients want to read it back. */
export interface Mount {
  readonly accessor: string
  readonly uuid: string
  readonly description: string
  readonly options: unknown
  readonly defaultLeaseTtl: number
  readonly maxLeaseTtl: number
  readonly local: boolean
  readonly sealWrap: boolean
}

export type Mounts = Readonly<Record<string, Mount>>

/** The part of a mount that its clients write. */
export type MountChange = Partial<Omit<Mount, 'accessor' | 'uuid'>>

const settingName = 'vault-api.mounts'

/** By path, without a slash at its end. */
export async function readMounts(administration: Pick<AdministrationReader, 'setting'>): Promise<Mounts> {
  const stored = await administration.setting(settingName)
  return stored === undefined ? {} : (JSON.parse(stored) as Mounts)
}

/** @throws ApiFailure 400 for a path that is taken or that nobody could reach */
export async function enableMount(store: Store, path: string, change: MountChange): Promise<void> {
  checkPath(path)
  await store.transaction(async ({administration}) => {
    const mounts = await readMounts(administration)
    const clash = Object.keys(mounts).find((other) => isWithin(path, other) || isWithin(other, path))
    if (clash !== undefined) throw new ApiFailure(400, `path is already in use at ${clash}/`)
    const id = randomUUID()
    const fresh: Mount = {accessor: `kmip_${id.slice(0, 8)}`, uuid: id, ...blank, ...change}
    await administration.putSetting(settingName, JSON.stringify({...mounts, [path]: fresh}))
  })
}

/** @throws ApiFailure 400 when nothing is mounted there */
export async function tuneMount(store: Store, path: string, change: MountChange): Promise<void> {
  await store.transaction(async ({administration}) => {
    const mounts = await readMounts(administration)
    const before = mountAt(mounts, path)
    await administration.putSetting(settingName, JSON.stringify({...mounts, [path]: {...before, ...change}}))
  })
}

/** @throws ApiFailure 400 when nothing is mounted there, or something is at the new path */
export async function moveMount(store: Store, from: string, to: string): Promise<void> {
  checkPath(to)
  await store.transaction(async ({administration}) => {
    const {[from]: moved, ...others} = await readMounts(administration)
    if (moved === undefined) throw noMount(from)
    const clash = Object.keys(others).find((other) => isWithin(to, other) || isWithin(other, to))
    if (clash !== undefined) throw new ApiFailure(400, `path is already in use at ${clash}/`)
    await administration.putSetting(settingName, JSON.stringify({...others, [to]: moved}))
  })
}

/**
 * Forgets a name. In Vault that would destroy every key under it; here they stay until their scopes are deleted, which
 * therefore has to come first where it is the last name.
 *
 * @throws ApiFailure 400 while there are scopes
 */
export async function disableMount(store: Store, path: string): Promise<void> {
  await store.transaction(async ({administration}) => {
    const {[path]: removed, ...others} = await readMounts(administration)
    if (removed === undefined) return
    const scopes = await administration.scopes()
    if (Object.keys(others).length === 0 && scopes.length > 0) {
      throw new ApiFailure(
        400,
        `${path}/ cannot be disabled while there are scopes: delete ${scopes.map(({name}) => name).join(', ')} first`,
      )
    }
    await administration.putSetting(settingName, JSON.stringify(others))
  })
}

/** @throws ApiFailure 400 */
export function mountAt(mounts: Mounts, path: string): Mount {
  const mount = Object.hasOwn(mounts, path) ? mounts[path] : undefined
  if (mount === undefined) throw noMount(path)
  return mount
}

const blank: Omit<Mount, 'accessor' | 'uuid'> = {
  description: '',
  options: null,
  defaultLeaseTtl: 0,
  maxLeaseTtl: 0,
  local: false,
  sealWrap: false,
}

const reserved = new Set(['sys', 'auth', 'identity', 'cubbyhole', 'audit'])

/** Behind another name they would be taken for what stands under it. */
const engineWords = new Set(['ca', 'config', 'listener', 'scope', 'template'])

function checkPath(path: string): void {
  const [first = ''] = path.split('/')
  if (reserved.has(first)) throw new ApiFailure(400, `cannot mount under an existing mount: ${first}/`)
  const word = path.split('/').find((segment, index) => index > 0 && engineWords.has(segment))
  if (word !== undefined) {
    throw new ApiFailure(400, `${JSON.stringify(path)} is no path to mount at: ${word} is a path of the engine`)
  }
  if (path === '__proto__' || !/^(?!\.{1,2}(\/|$))[\w.-]+(\/(?!\.{1,2}(\/|$))[\w.-]+)*$/.test(path)) {
    throw new ApiFailure(400, `${JSON.stringify(path)} is no path to mount at`)
  }
}

function isWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`)
}

function noMount(path: string): ApiFailure {
  return new ApiFailure(400, `No secret engine mount at ${path}/`)
}
