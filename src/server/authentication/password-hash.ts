import {randomBytes, scrypt, timingSafeEqual, type ScryptOptions} from 'node:crypto'

/** RFC 7914: about 50 ms and 16 MiB for each try. */
const cost = {N: 16_384, r: 8, p: 1} as const
const hashLength = 32
const saltLength = 16

/** A password as it is stored: `scrypt$N$r$p$SALT$HASH`, both in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength)
  const hash = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$')
}

/** False also for a hash of an unknown form. */
export async function isPasswordOf(stored: string, password: string): Promise<boolean> {
  const [algorithm, N, r, p, salt, hash] = stored.split('$')
  if (algorithm !== 'scrypt' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64')
  if (expected.length !== hashLength) return false
  const actual = await derive(password, Buffer.from(salt, 'base64'), {N: Number(N), r: Number(r), p: Number(p)})
  return timingSafeEqual(actual, expected)
}

function derive(password: string, salt: Uint8Array, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, hashLength, options, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}
