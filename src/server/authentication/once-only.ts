import {createHash} from 'node:crypto'
import type {Store} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'

/** Where proofs that hold once are noted, and of whom. */
export interface Circumstances {
  readonly store: Store
  readonly identity: Pick<Identity, 'scopeId' | 'roleId'>
  readonly now: Date
}

/** Of a user of a role; any server of the store knows it. */
function keyOf(kind: string, {roleId}: Circumstances['identity'], username: string): string {
  return `${kind} ${roleId} ${createHash('sha256').update(username).digest('hex')}`
}

/** Notes a number that must grow from message to message, for some seconds; false when it does not. */
export async function grows(
  kind: string,
  username: string,
  {number, seconds}: {readonly number: bigint; readonly seconds: number},
  {store, identity, now}: Circumstances,
): Promise<boolean> {
  const {scopeId} = identity
  const id = keyOf(kind, identity, username)
  const today = Math.floor(now.getTime() / 1000)
  return store.transaction(async ({continuations}) => {
    const record = await continuations.get(scopeId, id)
    if (record !== undefined && record.expiresAt > today && BigInt(Buffer.from(record.state).toString()) >= number) {
      return false
    }
    await continuations.deleteExpired(today)
    await continuations.put({scopeId, id, state: Buffer.from(number.toString()), expiresAt: today + seconds})
    return true
  })
}

/** Counts a try; false when there have been too many within a minute. */
export async function mayTry(
  kind: string,
  username: string,
  most: number,
  {store, identity, now}: Circumstances,
): Promise<boolean> {
  const {scopeId} = identity
  const id = keyOf(`tries ${kind}`, identity, username)
  const today = Math.floor(now.getTime() / 1000)
  return store.transaction(async ({continuations}) => {
    const record = await continuations.get(scopeId, id)
    const isRunning = record !== undefined && record.expiresAt > today
    const count = isRunning ? Number(Buffer.from(record.state).toString()) : 0
    if (count >= most) return false
    const expiresAt = isRunning ? record.expiresAt : today + 60
    await continuations.put({scopeId, id, state: Buffer.from(String(count + 1)), expiresAt})
    return true
  })
}
