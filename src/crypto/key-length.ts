import type {EnumValue} from '../kmip/spec/enumeration.ts'
import {CryptographicAlgorithm} from '../kmip/spec/enumerations.ts'
import {keyLengths, type KeyLengthRule} from './key-lengths.ts'
import {invalidParameter} from './refusal.ts'

/** Length in bytes of the material of a new key; throws KmipError for a length that the algorithm does not have. */
export function materialLength(algorithm: EnumValue<typeof CryptographicAlgorithm>, lengthBits: number): number {
  const name = CryptographicAlgorithm.entry(algorithm)?.name
  const rule = name === undefined ? undefined : keyLengths[name]
  if (name === undefined || rule === undefined) {
    throw invalidParameter(`${name ?? algorithm} is no algorithm of a symmetric key`)
  }
  if (allows(rule, lengthBits)) return bytesOf(name, lengthBits)
  throw invalidParameter(`Cryptographic Length ${lengthBits} does not fit ${name}`, `Use ${shown(rule)} bits`)
}

/**
 * Checks material that a client registers, in bytes, against what it says of it, and gives the Cryptographic Length in bits
 * that the object then has. Algorithms without a known rule (vendors') only need a length that agrees with the material.
 */
export function registeredKeyLength(
  algorithm: EnumValue<typeof CryptographicAlgorithm>,
  bytes: number,
  lengthBits: number = defaultLength(algorithm, bytes),
): number {
  const name = CryptographicAlgorithm.entry(algorithm)?.name
  const expected = name === undefined ? lengthBits / 8 : materialLength(name, lengthBits)
  if (expected === bytes) return lengthBits
  throw invalidParameter(`Key material of ${bytes} bytes does not fit ${name ?? algorithm} of ${lengthBits} bits`)
}

/** Length in bits for a new key of which nobody says how long it is to be: the longest usual one. */
export function usualLength(algorithm: EnumValue<typeof CryptographicAlgorithm>): number {
  const name = CryptographicAlgorithm.entry(algorithm)?.name
  const rule = name === undefined ? undefined : keyLengths[name]
  if (rule === undefined) throw invalidParameter(`${name ?? algorithm} is no algorithm of a symmetric key`)
  if ('only' in rule) return isDes(name) ? Math.max(...rule.only.filter(isWithoutParity)) : Math.max(...rule.only)
  return Math.min(256, rule.to)
}

function isWithoutParity(bits: number): boolean {
  return bits % 56 === 0
}

function defaultLength(algorithm: EnumValue<typeof CryptographicAlgorithm>, bytes: number): number {
  return isDes(CryptographicAlgorithm.entry(algorithm)?.name) ? bytes * 7 : bytes * 8
}

/** Each byte of a DES key holds seven bits and their parity; a length that counts the parity is whole bytes. */
function bytesOf(name: string, lengthBits: number): number {
  return isDes(name) && lengthBits % 56 === 0 ? lengthBits / 7 : lengthBits / 8
}

export function isDes(name: string | undefined): boolean {
  return name === 'DES' || name === 'DES3'
}

function allows(rule: KeyLengthRule, bits: number): boolean {
  if ('only' in rule) return rule.only.includes(bits)
  return bits >= rule.from && bits <= rule.to && (bits - rule.from) % rule.step === 0
}

function shown(rule: KeyLengthRule): string {
  return 'only' in rule ? rule.only.join(', ') : `${rule.from} to ${rule.to} in steps of ${rule.step}`
}
