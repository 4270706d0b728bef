import {createHash, timingSafeEqual} from 'node:crypto'
import type {HashedPasswordCredential} from '../../kmip/structures/hashed-password-credential.ts'
import {StorageError} from '../../errors.ts'
import {parseStoredJson} from '../../storage/stored-json.ts'
import {type Circumstances, grows} from './once-only.ts'

/** Hashing Algorithms that a hashed password may have, by OpenSSL's names. */
const hashes = {SHA_256: 'sha256', SHA_384: 'sha384', SHA_512: 'sha512'} as const
type HashName = keyof typeof hashes

/** Seconds that the clock of a client may differ from the server's. */
const tolerance = 300

/** What a server needs to check hashed passwords: S1, and the hash of S2, in hexadecimal. */
interface Verifier {
  readonly s1: string
  readonly hashOfS2: string
}

/**
 * What is kept of a password that may be sent hashed. Nobody who reads it can send it, but guessing the password from it
 * is as quick as its hash. KMIP 2.1 section 9.11.
 */
export function hashedPasswordVerifiers(username: string, password: string): string {
  const verifiers = Object.entries(hashes).map(([name, hash]) => {
    const s1 = digest(hash, Buffer.from(username + password))
    const hashOfS2 = digest(hash, digest(hash, Buffer.from(password + username)))
    return [name, {s1: s1.toString('hex'), hashOfS2: hashOfS2.toString('hex')}]
  })
  return JSON.stringify(Object.fromEntries(verifiers))
}

/** True for the Hashing Algorithms that are kept of a password. */
export function isSupportedHash(algorithm: HashedPasswordCredential['hashingAlgorithm']): boolean {
  return algorithm === undefined || Object.hasOwn(hashes, algorithm)
}

/**
 * Checks a hashed password, whose time has to be about now and later than that of the one before. Gives the Server Hashed
 * Password of the answer; undefined when it is wrong. KMIP 2.1 sections 8.5 and 9.11.
 */
export async function checkHashedPassword(
  verifiers: string | undefined,
  credential: HashedPasswordCredential,
  circumstances: Circumstances,
): Promise<Uint8Array | undefined> {
  const {username, timeStamp, hashingAlgorithm: algorithm = 'SHA_256', hashedPassword} = credential
  const known = verifiers === undefined || typeof algorithm === 'number' ? undefined : verifierOf(verifiers, algorithm)
  if (known === undefined) return undefined
  const {hash, s1, hashOfS2} = known
  const time = Buffer.alloc(8)
  time.writeBigInt64BE(timeStamp)
  const expected = digest(hash, s1, time)
  const received = Buffer.from(hashedPassword)
  if (received.length !== 2 * expected.length) return undefined
  const first = received.subarray(0, expected.length)
  const second = digest(hash, received.subarray(expected.length))
  const isRight = timingSafeEqual(first, expected) && timingSafeEqual(second, hashOfS2)
  if (!isRight || !isAboutNow(timeStamp, circumstances.now)) return undefined
  const number = {number: timeStamp, seconds: 3 * tolerance}
  if (!(await grows('hashed-password', username, number, circumstances))) return undefined
  return digest(hash, time, s1, hashOfS2)
}

function isAboutNow(microseconds: bigint, now: Date): boolean {
  const difference = microseconds / 1000n - BigInt(now.getTime())
  const most = BigInt(tolerance * 1000)
  return difference <= most && difference >= -most
}

function verifierOf(text: string, algorithm: string) {
  if (!Object.hasOwn(hashes, algorithm)) return undefined
  const hash = hashes[algorithm as HashName]
  const stored = parseStoredJson(text, 'A password to be sent hashed')
  if (!isVerifiers(stored)) throw new StorageError('CORRUPT', 'The store holds a password that cannot be checked')
  const {s1, hashOfS2} = stored[algorithm as HashName]
  return {hash, s1: Buffer.from(s1, 'hex'), hashOfS2: Buffer.from(hashOfS2, 'hex')}
}

function isVerifiers(value: unknown): value is Readonly<Record<HashName, Verifier>> {
  return typeof value === 'object' && value !== null && Object.keys(hashes).every((name) => name in value)
}

function digest(hash: string, ...parts: readonly Uint8Array[]): Buffer {
  const running = createHash(hash)
  for (const part of parts) running.update(part)
  return running.digest()
}
