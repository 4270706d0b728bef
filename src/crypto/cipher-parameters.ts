import {KmipError} from '../kmip/error.ts'
import type {EnumName, EnumValue} from '../kmip/spec/enumeration.ts'
import {BlockCipherMode, CryptographicAlgorithm, type PaddingMethod} from '../kmip/spec/enumerations.ts'
import {
  cipherTable,
  type AeadMode,
  type ChainingMode,
  type CipherRow,
  type NamesByKeyLength,
  type WholeMode,
} from './cipher-table.ts'
import {counterRule, type CounterPart} from './counter-block.ts'
import {aeadIvRules, chachaIvRule, exactIv, noIv, type IvRule} from './iv-rule.ts'
import {resolvePadding, type Padding} from './padding.ts'
import {invalidParameter, missingParameter, unsupportedParameter} from './refusal.ts'

/** What Cryptographic Parameters say of a symmetric cipher, KMIP 1.4 section 3.6, 2.1 section 4.16. */
export interface CipherParameters {
  readonly algorithm: EnumValue<typeof CryptographicAlgorithm>
  readonly mode?: EnumValue<typeof BlockCipherMode> | undefined
  /** None when absent. */
  readonly padding?: EnumValue<typeof PaddingMethod> | undefined
  /** Only authenticated modes take another length than their default. */
  readonly ivLengthBits?: number | undefined
  /** In bytes, for authenticated modes; 16 when absent. */
  readonly tagLength?: number | undefined
  /** For CTR, as are the two that follow. */
  readonly counterLengthBits?: number | undefined
  readonly fixedFieldLengthBits?: number | undefined
  readonly invocationFieldLengthBits?: number | undefined
  /** For CTR and ChaCha20 with an IV that holds no counter; 0 when absent. */
  readonly initialCounterValue?: number | undefined
}

interface CommonCipher {
  readonly algorithm: EnumName<typeof CryptographicAlgorithm>
  /** In bytes; 1 when there are none. */
  readonly blockLength: number
  readonly padding: Padding | undefined
  readonly iv: IvRule
}

export interface ChainingCipher extends CommonCipher {
  readonly kind: 'chaining'
  readonly mode: ChainingMode
  readonly name: string
  /** For CTR, when the IV does not hold it. */
  readonly counter: CounterPart | undefined
}

export interface AeadCipher extends CommonCipher {
  readonly kind: 'aead'
  readonly mode: AeadMode
  readonly name: string
  /** In bytes. */
  readonly tagLength: number
}

/** Works on all of the data at once, and has no tag of its own. */
export interface WholeCipher extends CommonCipher {
  readonly kind: 'whole'
  readonly mode: WholeMode | 'ChaCha20' | 'OneTimePad'
  readonly name: string
  readonly initialCounterValue: number
}

/** A cipher of OpenSSL, with all that the parameters leave to defaults. */
export type SymmetricCipher = ChainingCipher | AeadCipher | WholeCipher

/** What a failed check is about. */
interface Choice {
  readonly row: CipherRow
  readonly algorithm: EnumName<typeof CryptographicAlgorithm>
  readonly keyLength: number
  readonly padding: Padding | undefined
}

/** Lengths of a tag that NIST SP 800-38D allows, in bytes. */
const tagLengths: Readonly<Record<AeadMode, readonly number[]>> = {
  AEAD: [4, 8, 12, 13, 14, 15, 16],
  CCM: [4, 6, 8, 10, 12, 14, 16],
  GCM: [4, 8, 12, 13, 14, 15, 16],
}

/** Chooses the cipher for a key; throws KmipError for what does not exist, is not supported, or does not fit the key. */
export function resolveCipher(parameters: CipherParameters, key: Uint8Array): SymmetricCipher {
  const padding = resolvePadding(parameters.padding)
  const stream = streamCipher(parameters, key)
  if (stream !== undefined) return {...stream, padding}
  const {algorithm, row} = knownCipher(parameters.algorithm)
  const choice = {row, algorithm, keyLength: key.length, padding}
  const mode = modeName(parameters, choice)
  const chaining = row.chaining.find((known) => known === mode)
  if (chaining !== undefined) return chainingCipher(choice, chaining, parameters)
  if (isMode(row.aead, mode)) return aeadCipher(choice, mode, parameters)
  if (isMode(row.whole, mode)) return wholeCipher(choice, mode, parameters)
  throw unsupportedMode(algorithm, mode)
}

function isMode<Mode extends string>(
  modes: Readonly<Partial<Record<Mode, NamesByKeyLength>>> | undefined,
  mode: string | number,
): mode is Mode {
  return modes !== undefined && Object.hasOwn(modes, mode)
}

/** Ciphers without blocks have no mode either. */
function streamCipher(parameters: CipherParameters, key: Uint8Array): WholeCipher | undefined {
  const algorithm = CryptographicAlgorithm.entry(parameters.algorithm)?.name
  if (algorithm !== 'ChaCha20' && algorithm !== 'OneTimePad') return undefined
  if (parameters.mode !== undefined) throw unsupportedMode(algorithm, parameters.mode)
  const common = {kind: 'whole', algorithm, mode: algorithm, blockLength: 1, padding: undefined} as const
  const {initialCounterValue = 0} = parameters
  if (algorithm === 'OneTimePad') return {...common, name: '', iv: noIv, initialCounterValue}
  const name = byKeyLength({32: 'chacha20'}, algorithm, key.length)
  return {...common, name, iv: chachaIvRule(parameters.ivLengthBits), initialCounterValue}
}

function knownCipher(algorithm: EnumValue<typeof CryptographicAlgorithm>): Pick<Choice, 'algorithm' | 'row'> {
  const name = CryptographicAlgorithm.entry(algorithm)?.name
  const row = name === undefined ? undefined : cipherTable[name]
  if (name !== undefined && row !== undefined) return {algorithm: name, row}
  throw unsupportedParameter(`Encryption with ${name ?? algorithm} is not supported`)
}

/** In bytes; throws KmipError for what is no block cipher of OpenSSL. */
export function blockLengthOf(algorithm: EnumValue<typeof CryptographicAlgorithm>): number {
  const name = CryptographicAlgorithm.entry(algorithm)?.name
  const row = name === undefined ? undefined : cipherTable[name]
  if (row !== undefined && row.chaining.length > 0) return row.blockLength
  throw unsupportedParameter(`A MAC with ${name ?? algorithm} is not supported, it is no block cipher of OpenSSL`)
}

/** OpenSSL's name of a block cipher in a mode; throws KmipError for one that it lacks and for a key that does not fit. */
export function blockCipherName(
  algorithm: EnumValue<typeof CryptographicAlgorithm>,
  mode: ChainingMode,
  key: Uint8Array,
): string {
  const {row, algorithm: name} = knownCipher(algorithm)
  return `${byKeyLength(row.families, name, key.length)}-${mode.toLowerCase()}`
}

/** What has one mode only need not name it. */
function modeName({mode}: CipherParameters, {algorithm, row}: Choice): string | number {
  if (mode !== undefined) return BlockCipherMode.entry(mode)?.name ?? mode
  if (row.chaining.length === 0) return 'AEAD'
  throw missingParameter(`${algorithm} needs a Block Cipher Mode`)
}

function unsupportedMode(algorithm: string, mode: string | number): KmipError {
  return unsupportedParameter(`${algorithm} in mode ${mode} is not supported`)
}

function byKeyLength(names: NamesByKeyLength, subject: string, keyLength: number): string {
  const name = names[keyLength]
  if (name !== undefined) return name
  const allowed = Object.keys(names).map((length) => Number(length) * 8)
  throw invalidParameter(
    `A key of ${keyLength * 8} bits does not fit ${subject}`,
    `${subject} takes ${allowed.join(', ')} bits of material`,
  )
}

function chainingCipher(choice: Choice, mode: ChainingMode, parameters: CipherParameters): ChainingCipher {
  const {row, algorithm, padding} = choice
  const family = byKeyLength(row.families, algorithm, choice.keyLength)
  const common = {algorithm, blockLength: row.blockLength, padding, name: `${family}-${mode.toLowerCase()}`}
  if (mode === 'ECB') return {kind: 'chaining', mode, ...common, iv: noIv, counter: undefined}
  const subject = `${algorithm} in mode ${mode}`
  if (mode === 'CTR') return {kind: 'chaining', mode, ...common, ...counterRule(parameters, row.blockLength, subject)}
  const iv = exactIv(row.blockLength, subject, parameters.ivLengthBits)
  return {kind: 'chaining', mode, ...common, iv, counter: undefined}
}

function aeadCipher(choice: Choice, mode: AeadMode, parameters: CipherParameters): AeadCipher {
  const {row, algorithm, padding} = choice
  const name = byKeyLength(row.aead?.[mode] ?? {}, algorithm, choice.keyLength)
  const {tagLength = 16, ivLengthBits} = parameters
  if (!tagLengths[mode].includes(tagLength)) {
    // The official test cases ask for this reason (CS-BC-M-GCM-1).
    throw new KmipError(
      'GeneralFailure',
      `Tag Length of ${algorithm} in mode ${mode} is one of ${tagLengths[mode].join(', ')} bytes, not ${tagLength}`,
    )
  }
  const iv = aeadIvRules[mode](ivLengthBits)
  return {kind: 'aead', algorithm, mode, name, blockLength: row.blockLength, padding, iv, tagLength}
}

function wholeCipher(choice: Choice, mode: WholeMode, parameters: CipherParameters): WholeCipher {
  const {row, algorithm, padding} = choice
  const name = byKeyLength(row.whole?.[mode] ?? {}, `${algorithm} in mode ${mode}`, choice.keyLength)
  const iv = mode === 'XTS' ? exactIv(16, `${algorithm} in mode XTS`, parameters.ivLengthBits) : noIv
  const {initialCounterValue = 0} = parameters
  return {kind: 'whole', algorithm, mode, name, blockLength: row.blockLength, padding, iv, initialCounterValue}
}
