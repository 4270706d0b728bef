import type {AdministrationReader, Store} from '../../storage/store.ts'
import {parseStoredJson} from '../../storage/stored-json.ts'
import type {ChainState} from './chain.ts'

/** Where the chain of a device stood, and when that was noted. */
export interface Checkpoint extends ChainState {
  readonly device: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Settings under such names are the server's own bookkeeping. */
const prefix = 'audit:'
const listName = `${prefix}devices`

/** Undefined for a device that the store does not know. */
export async function readCheckpoint(store: Store, device: string): Promise<Checkpoint | undefined> {
  return await store.read(({administration}) => checkpointOf(administration, device))
}

/** Of all devices that the store knows, by name. */
export async function readCheckpoints(store: Store): Promise<readonly Checkpoint[]> {
  return await store.read(async ({administration}) => {
    const found: Checkpoint[] = []
    for (const device of await deviceNames(administration)) {
      const checkpoint = await checkpointOf(administration, device)
      if (checkpoint !== undefined) found.push(checkpoint)
    }
    return found
  })
}

export async function keepCheckpoints(store: Store, checkpoints: readonly Checkpoint[]): Promise<void> {
  await store.transaction(async ({administration}) => {
    const names = new Set(await deviceNames(administration))
    const fresh = checkpoints.filter(({device}) => !names.has(device)).map(({device}) => device)
    if (fresh.length > 0) await administration.putSetting(listName, JSON.stringify([...names, ...fresh].sort()))
    for (const {device, ...rest} of checkpoints) {
      await administration.putSetting(`${prefix}device:${device}`, JSON.stringify(rest))
    }
  })
}

async function checkpointOf(administration: AdministrationReader, device: string): Promise<Checkpoint | undefined> {
  const text = await administration.setting(`${prefix}device:${device}`)
  if (text === undefined) return undefined
  return {device, ...(parseStoredJson(text, 'A checkpoint of the audit') as Omit<Checkpoint, 'device'>)}
}

async function deviceNames(administration: AdministrationReader): Promise<readonly string[]> {
  const text = await administration.setting(listName)
  return text === undefined ? [] : (parseStoredJson(text, 'The list of audit devices') as readonly string[])
}
