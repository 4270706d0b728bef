import type {KeyObject} from 'node:crypto'
import {factsOf, type AsymmetricFacts} from '../crypto/keys/asymmetric-facts.ts'
import type {AsymmetricType} from '../crypto/keys/asymmetric-format.ts'
import {readAsymmetricKey} from '../crypto/keys/asymmetric-key.ts'
import {checkConsistency} from '../crypto/keys/consistency.ts'
import {MalformedKey} from '../crypto/keys/malformed-key.ts'
import {UsageError} from '../errors.ts'
import {KmipError} from '../kmip/error.ts'
import {unsupportedCurve} from './unreadable-key.ts'
import type {FormatName, FoundAsymmetricKey} from './key-file.ts'

/** Where a key was found, and how it is called there. */
export interface KeySource {
  readonly type: AsymmetricType
  readonly format: FormatName
  readonly bytes: Uint8Array
  readonly name?: string | undefined
  readonly usage?: number | undefined
  /** In words: `The block PRIVATE KEY of the PEM file`. */
  readonly what: string
}

/**
 * The key that DER of a Key Format Type is.
 *
 * @throws UsageError naming the place when it is none, or its numbers do not belong together
 */
export function foundKey({type, format, bytes, name, usage, what}: KeySource): FoundAsymmetricKey {
  const key = readKey({type, format, bytes}, what)
  return {type, format, bytes, key, facts: knownFacts(key), name, usage}
}

function readKey({type, format, bytes}: Pick<KeySource, 'type' | 'format' | 'bytes'>, what: string): KeyObject {
  try {
    const key = readAsymmetricKey({type, format, material: bytes}, {})
    if (key === undefined) throw new MalformedKey('nothing here can read it')
    checkConsistency(key)
    return key
  } catch (cause) {
    throw unsupportedCurve(bytes, what, cause) ?? unreadable(what, cause)
  }
}

function unreadable(what: string, cause: unknown): UsageError {
  const hint = 'It is damaged, or of a kind that is not known here'
  return new UsageError(`${what} cannot be read${reasonOf(cause)}`, {cause, hint})
}

/** Only the words of the keys' own readers, which hold no byte of the key. */
function reasonOf(cause: unknown): string {
  const why = cause instanceof KmipError ? cause.message.split(': ')[1] : undefined
  return why === undefined ? '' : `: ${why.replace(/^The /, 'the ')}`
}

/** Undefined for keys of a kind, or on a curve, that KMIP has no name for. */
export function knownFacts(key: KeyObject): AsymmetricFacts | undefined {
  try {
    return factsOf(key)
  } catch {
    return undefined
  }
}
