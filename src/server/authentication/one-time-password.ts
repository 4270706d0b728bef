import {createHmac, timingSafeEqual} from 'node:crypto'
import {type Circumstances, grows, mayTry} from './once-only.ts'

const digits = 6
/** Seconds for which a password holds. */
const step = 30
/** Passwords before and after the one of now that are taken, since clocks differ. */
const neighbours = 1
/** Tries of one user within a minute. */
const mostTries = 10

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of a secret in Base32 (RFC 4648), in either case, with or without blanks and padding; undefined for no such text. */
export function otpSecret(text: string): Uint8Array | undefined {
  const letters = text.toUpperCase().replaceAll(/[\s=-]/g, '')
  let bits = ''
  for (const letter of letters) {
    const value = alphabet.indexOf(letter)
    if (value === -1) return undefined
    bits += value.toString(2).padStart(5, '0')
  }
  const bytes = bits.match(/.{8}/g) ?? []
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2))
}

/** The password of a number, RFC 4226: HMAC-SHA-1, six digits. */
export function hotp(secret: Uint8Array, number: bigint): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(number)
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0xf
  const value = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff
  return String(value % 10 ** digits).padStart(digits, '0')
}

/**
 * Checks a password of RFC 6238 and uses it up, with all that came before it. Who tries too often is not listened to for
 * a minute.
 */
export async function useOneTimePassword(
  secret: string,
  {username, oneTimePassword}: {readonly username: string; readonly oneTimePassword: string},
  circumstances: Circumstances,
): Promise<boolean> {
  const key = otpSecret(secret)
  if (key === undefined || !(await mayTry('one-time-password', username, mostTries, circumstances))) return false
  const current = BigInt(Math.floor(circumstances.now.getTime() / 1000 / step))
  for (let distance = -neighbours; distance <= neighbours; distance++) {
    const number = current + BigInt(distance)
    if (number < 0n || !isSame(hotp(key, number), oneTimePassword)) continue
    const seconds = (2 * neighbours + 2) * step
    return grows('one-time-password', username, {number, seconds}, circumstances)
  }
  return false
}

function isSame(expected: string, received: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(received)]
  return one.length === other.length && timingSafeEqual(one, other)
}
