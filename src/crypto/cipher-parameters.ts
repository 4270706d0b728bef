import type {CipherGCMTypes} from 'node:crypto'
import {KmipError} from '../kmip/error.ts'
import type {EnumName, EnumValue} from '../kmip/spec/enumeration.ts'
import {BlockCipherMode, CryptographicAlgorithm, PaddingMethod} from '../kmip/spec/enumerations.ts'
import {cipherTable, type ChainingMode, type CipherRow} from './cipher-table.ts'
import {invalidParameter, missingParameter, unsupportedParameter} from './refusal.ts'

/** What Cryptographic Parameters say of a symmetric cipher, KMIP 1.4 section 3.6, 2.1 section 4.16. */
export interface CipherParameters {
  readonly algorithm: EnumValue<typeof CryptographicAlgorithm>
  readonly mode?: EnumValue<typeof BlockCipherMode> | undefined
  /** None when absent. */
  readonly padding?: EnumValue<typeof PaddingMethod> | undefined
  /** Only GCM takes another length than its default. */
  readonly ivLengthBits?: number | undefined
  /** In bytes, for GCM; 16 when absent. */
  readonly tagLength?: number | undefined
  /** For CTR, as are the two that follow. */
  readonly counterLengthBits?: number | undefined
  readonly fixedFieldLengthBits?: number | undefined
  readonly invocationFieldLengthBits?: number | undefined
  readonly initialCounterValue?: number | undefined
}

interface CommonCipher {
  readonly algorithm: EnumName<typeof CryptographicAlgorithm>
  readonly blockLength: number
  /** With PKCS5 padding, in every mode that asks for it. */
  readonly padded: boolean
}

export interface ChainingCipher extends CommonCipher {
  readonly kind: 'chaining'
  readonly mode: ChainingMode
  readonly name: string
  /** In bytes; 0 for ECB. */
  readonly ivLength: number
}

export interface GcmCipher extends CommonCipher {
  readonly kind: 'gcm'
  readonly mode: 'GCM'
  readonly name: CipherGCMTypes
  /** In bytes; undefined when the parameters leave it open. */
  readonly ivLength: number | undefined
  readonly tagLength: number
}

/** A cipher of OpenSSL, with all that the parameters leave to defaults. */
export type SymmetricCipher = ChainingCipher | GcmCipher

/** What a failed check is about. */
interface Choice {
  readonly row: CipherRow
  readonly algorithm: EnumName<typeof CryptographicAlgorithm>
  readonly keyLength: number
}

/** Lengths of a tag that NIST SP 800-38D allows, in bytes. */
const gcmTagLengths = [4, 8, 12, 13, 14, 15, 16]
/** OpenSSL takes no longer IV. */
const maximumGcmIvLength = 128

/** Chooses the cipher for a key; throws KmipError for what does not exist, is not supported, or does not fit the key. */
export function resolveCipher(parameters: CipherParameters, key: Uint8Array): SymmetricCipher {
  const {algorithm, row} = knownCipher(parameters.algorithm)
  const choice = {row, algorithm, keyLength: key.length}
  const padded = isPadded(parameters)
  const mode = modeName(parameters, algorithm)
  if (mode === 'GCM') return {...gcmCipher(choice, parameters), padded}
  const chaining = row.chaining.find((known) => known === mode)
  if (chaining === undefined) throw unsupportedMode(algorithm, mode)
  return {...chainingCipher(choice, chaining, parameters), padded}
}

function knownCipher(algorithm: EnumValue<typeof CryptographicAlgorithm>): Omit<Choice, 'keyLength'> {
  const name = CryptographicAlgorithm.entry(algorithm)?.name
  const row = name === undefined ? undefined : cipherTable[name]
  if (name !== undefined && row !== undefined) return {algorithm: name, row}
  throw unsupportedParameter(`Encryption with ${algorithm} is not supported`)
}

/** In bytes; throws KmipError for what is no block cipher of OpenSSL. */
export function blockLengthOf(algorithm: EnumValue<typeof CryptographicAlgorithm>): number {
  return knownCipher(algorithm).row.blockLength
}

/** OpenSSL's name of a block cipher in a mode; throws KmipError for one that it lacks and for a key that does not fit. */
export function blockCipherName(
  algorithm: EnumValue<typeof CryptographicAlgorithm>,
  mode: ChainingMode,
  key: Uint8Array,
): string {
  const {row, algorithm: name} = knownCipher(algorithm)
  return `${byKeyLength(row.families, {row, algorithm: name, keyLength: key.length})}-${mode.toLowerCase()}`
}

function modeName({mode}: CipherParameters, algorithm: string): string | number {
  if (mode === undefined) {
    throw missingParameter(`${algorithm} needs a Block Cipher Mode`)
  }
  return BlockCipherMode.entry(mode)?.name ?? mode
}

function unsupportedMode(algorithm: string, mode: string | number): KmipError {
  return unsupportedParameter(`${algorithm} in mode ${mode} is not supported`)
}

function isPadded({padding = 'None'}: CipherParameters): boolean {
  const name = PaddingMethod.entry(padding)?.name
  if (name === 'PKCS5') return true
  if (name === 'None') return false
  throw unsupportedParameter(`Padding Method ${name ?? padding} is not supported for symmetric ciphers`)
}

function byKeyLength<Name extends string>(names: Readonly<Record<number, Name>>, choice: Choice): Name {
  const name = names[choice.keyLength]
  if (name !== undefined) return name
  const allowed = Object.keys(names).map((length) => Number(length) * 8)
  throw invalidParameter(
    `A key of ${choice.keyLength * 8} bits does not fit ${choice.algorithm}`,
    `${choice.algorithm} takes ${allowed.join(', ')} bits of material`,
  )
}

function chainingCipher(
  choice: Choice,
  mode: ChainingMode,
  parameters: CipherParameters,
): Omit<ChainingCipher, 'padded'> {
  const {row, algorithm} = choice
  const family = byKeyLength(row.families, choice)
  const {ivLengthBits} = parameters
  if (mode !== 'ECB' && ivLengthBits !== undefined && ivLengthBits !== row.blockLength * 8) {
    throw invalidParameter(
      `IV Length of ${algorithm} in mode ${mode} is ${row.blockLength * 8} bits, not ${ivLengthBits}`,
    )
  }
  if (mode === 'CTR') checkCounter(parameters, row.blockLength)
  return {
    kind: 'chaining',
    algorithm,
    mode,
    name: `${family}-${mode.toLowerCase()}`,
    blockLength: row.blockLength,
    ivLength: mode === 'ECB' ? 0 : row.blockLength,
  }
}

/** OpenSSL counts in the whole block and starts where the IV says. */
function checkCounter(parameters: CipherParameters, blockLength: number): void {
  const {counterLengthBits = blockLength * 8, fixedFieldLengthBits = 0, invocationFieldLengthBits = 0} = parameters
  if (counterLengthBits !== blockLength * 8 || fixedFieldLengthBits !== 0 || invocationFieldLengthBits !== 0) {
    throw unsupportedParameter('A CTR counter shorter than the block is not supported', {
      hint: `Leave the field lengths out, or set Counter Length to ${blockLength * 8}, and send the whole counter block as the IV`,
    })
  }
  if (parameters.initialCounterValue !== undefined) {
    throw unsupportedParameter('Initial Counter Value is not supported', {
      hint: 'Send the whole counter block as the IV',
    })
  }
}

function gcmCipher(choice: Choice, parameters: CipherParameters): Omit<GcmCipher, 'padded'> {
  const {row, algorithm} = choice
  if (row.gcm === undefined) throw unsupportedMode(algorithm, 'GCM')
  const name = byKeyLength(row.gcm, choice)
  const {tagLength = 16, ivLengthBits} = parameters
  if (!gcmTagLengths.includes(tagLength)) {
    // The official test cases ask for this reason (CS-BC-M-GCM-1).
    throw new KmipError(
      'GeneralFailure',
      `Tag Length of GCM is one of ${gcmTagLengths.join(', ')} bytes, not ${tagLength}`,
    )
  }
  const ivLength = ivLengthBits === undefined ? undefined : ivLengthBits / 8
  if (ivLength !== undefined && !(Number.isInteger(ivLength) && isGcmIvLength(ivLength))) {
    throw invalidParameter(`IV Length of GCM is whole bytes up to ${maximumGcmIvLength * 8} bits, not ${ivLengthBits}`)
  }
  return {kind: 'gcm', algorithm, mode: 'GCM', name, blockLength: row.blockLength, ivLength, tagLength}
}

/** True for lengths in bytes that OpenSSL takes. */
export function isGcmIvLength(length: number): boolean {
  return length >= 1 && length <= maximumGcmIvLength
}
