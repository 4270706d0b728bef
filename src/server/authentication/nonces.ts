import type {Nonce} from '../../kmip/structures/nonce.ts'
import type {Store} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'

/** Seconds for which a nonce can be used, once. */
const lifetime = 300
const identifierLength = 16
const valueLength = 32

interface Circumstances {
  readonly store: Store
  readonly identity: Pick<Identity, 'scopeId' | 'serialNumber'>
  readonly now: Date
}

/** A new nonce for a credential. Kept in the store, so that any server that shares it knows it. KMIP 1.4 section 2.1.14. */
export async function issueNonce(
  {store, identity, now}: Circumstances,
  random: (length: number) => Uint8Array,
): Promise<Nonce> {
  const nonce = {nonceID: random(identifierLength), nonceValue: random(valueLength)}
  const seconds = Math.floor(now.getTime() / 1000)
  await store.transaction(async ({continuations}) => {
    await continuations.deleteExpired(seconds)
    await continuations.put({
      id: keyOf(nonce, identity),
      scopeId: identity.scopeId,
      state: nonce.nonceValue,
      expiresAt: seconds + lifetime,
    })
  })
  return nonce
}

/** Uses a nonce up; false when it was not given to this credential, is too old or was used before. */
export async function useNonce({store, identity, now}: Circumstances, nonce: Nonce): Promise<boolean> {
  return store.transaction(async ({continuations}) => {
    const id = keyOf(nonce, identity)
    const record = await continuations.get(identity.scopeId, id)
    if (record === undefined) return false
    await continuations.delete(identity.scopeId, id)
    return record.expiresAt * 1000 >= now.getTime() && Buffer.compare(record.state, nonce.nonceValue) === 0
  })
}

function keyOf({nonceID}: Nonce, {serialNumber}: Circumstances['identity']): string {
  return `nonce ${serialNumber} ${Buffer.from(nonceID).toString('hex')}`
}
