import {randomBytes} from 'node:crypto'
import type {Store} from '../../storage/store.ts'

const settingName = 'audit:hash-key'
const keyLength = 32

/** The key under which identifiers are hashed, made at its first use and sealed with the store. */
export async function storedHashKey(store: Store): Promise<Uint8Array> {
  return await store.transaction(async ({administration}) => {
    const kept = await administration.secretSetting(settingName)
    if (kept !== undefined) return kept
    const key = randomBytes(keyLength)
    await administration.putSecretSetting(settingName, key)
    return key
  })
}
