// Whether it matters how many credentials a store holds.
import {join} from 'node:path'
import {performance} from 'node:perf_hooks'
import {showCredential} from '../src/administration/credentials.ts'
import {generateCredential} from '../src/administration/issue-credential.ts'
import {createRole, listRoles} from '../src/administration/roles.ts'
import {createScope} from '../src/administration/scopes.ts'
import {openStore} from '../src/storage/open-store.ts'
import {keyFileSeal} from '../src/storage/seal/key-file-seal.ts'
import type {CredentialRecord, Store} from '../src/storage/store.ts'

const now = new Date()
const insertedAtOnce = 2000

export interface FilledStore extends AsyncDisposable {
  readonly store: Store
  readonly count: number
}

/** A store in SQLite with a role that has so many credentials; their certificates are copies of one. */
export async function storeWithCredentials(directory: string, count: number): Promise<FilledStore> {
  const location = `sqlite:${join(directory, `credentials-${count}.db`)}`
  const store = await openStore({location, seal: keyFileSeal(join(directory, `credentials-${count}.key`))})
  await createScope(store, 'bench', now)
  await createRole(store, {scope: 'bench', role: 'bench', operations: ['all'], now})
  const {description} = await generateCredential(store, {scope: 'bench', role: 'bench', now})
  const model = await store.read(({administration}) => administration.credential(description.serialNumber))
  if (model === undefined) throw new Error('The credential is not there')
  for (let start = 0; start < count; start += insertedAtOnce) {
    await store.transaction(async ({administration}) => {
      for (let index = start; index < Math.min(count, start + insertedAtOnce); index++) {
        await administration.insertCredential(numbered(model, index))
      }
    })
  }
  return {store, count, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]()}
}

function numbered(model: CredentialRecord, index: number): CredentialRecord {
  return {...model, serialNumber: serialOf(index), fingerprint: fingerprintOf(index), createdAt: index}
}

/** Spread like random ones. */
function serialOf(index: number): string {
  return BigInt(`0x4${scattered(index)}${scattered(index + 1)}`).toString()
}

function fingerprintOf(index: number): string {
  return scattered(index).padEnd(64, '0')
}

function scattered(index: number): string {
  return (Math.imul(index + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0')
}

/** Microseconds a look-up takes on average. */
export type Measure = (filled: FilledStore, lookUps: number) => Promise<number>

async function timed(lookUps: number, lookUp: (number: number) => Promise<unknown>): Promise<number> {
  const start = performance.now()
  for (let number = 0; number < lookUps; number++) await lookUp(number)
  return ((performance.now() - start) * 1000) / lookUps
}

function somewhere(count: number): number {
  return Math.floor(Math.random() * count)
}

export const measures: Readonly<Record<string, Measure>> = {
  'Credential by serial number': ({store, count}, lookUps) =>
    timed(lookUps, () => showCredential(store, {serialNumber: serialOf(somewhere(count))}, now)),
  'Credential by fingerprint': ({store, count}, lookUps) =>
    timed(lookUps, () => {
      const fingerprint = fingerprintOf(somewhere(count))
      return store.read(({administration}) => administration.credentialByFingerprint(fingerprint))
    }),
}

/** Milliseconds that the list of roles takes, which says how many credentials each has. */
export async function roleListTime({store}: FilledStore): Promise<number> {
  const start = performance.now()
  await listRoles(store, 'bench')
  return performance.now() - start
}
