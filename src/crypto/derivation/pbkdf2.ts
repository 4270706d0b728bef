import {pbkdf2} from 'node:crypto'
import {promisify} from 'node:util'
import type {EnumValue} from '../../kmip/spec/enumeration.ts'
import type {HashingAlgorithm} from '../../kmip/spec/enumerations.ts'
import {digestName} from '../digest.ts'
import {invalidParameter} from '../refusal.ts'

export interface Pbkdf2Input {
  readonly hash: EnumValue<typeof HashingAlgorithm>
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly iterations: number
  /** In bytes. */
  readonly length: number
}

/** Some seconds of one thread: who wants more can do it himself. */
const mostIterations = 10_000_000

/** Throws KmipError for what PBKDF2 (RFC 8018 section 5.2) does not take, or would take too long for. */
export function checkPbkdf2({hash, iterations}: Pick<Pbkdf2Input, 'hash' | 'iterations'>): void {
  digestName(hash)
  if (Number.isInteger(iterations) && iterations >= 1 && iterations <= mostIterations) return
  throw invalidParameter(`Iteration Count ${iterations} is not within 1 to ${mostIterations}`)
}

const onItsOwnThread = promisify(pbkdf2)

/** Does not keep the event loop waiting. */
export async function derivePbkdf2(input: Pbkdf2Input): Promise<Uint8Array> {
  checkPbkdf2(input)
  const {hash, password, salt, iterations, length} = input
  return onItsOwnThread(password, salt, iterations, length, digestName(hash))
}
