import {type Authority, createIntermediate, createRoot} from '../../../src/ca/authority.ts'
import type {KeySpecification} from '../../../src/ca/key-specification.ts'

export const day = 24 * 60 * 60

export const p256: KeySpecification = {type: 'ec', bits: 256}

/** A root and an intermediate, as kmipctl sets them up. */
export async function testAuthority(now: Date, key = p256): Promise<{root: Authority; intermediate: Authority}> {
  const root = await createRoot({commonName: 'test root', key, lifetimeSeconds: 3650 * day, now})
  const intermediate = await createIntermediate(root, {
    commonName: 'test intermediate',
    key,
    lifetimeSeconds: 3650 * day,
    now,
  })
  return {root, intermediate}
}
