import {openAead, sealAead, splitTag} from './aead.ts'
import {runChaining, wholeBlocksOnly} from './chaining.ts'
import {
  resolveCipher,
  type ChainingCipher,
  type CipherParameters,
  type SymmetricCipher,
  type WholeCipher,
} from './cipher-parameters.ts'
import {firstCounterBlock} from './counter-block.ts'
import {decryptionIv, encryptionIv, type MissingIv} from './initialization-vector.ts'
import {checkWholeBlocks, withoutPadding} from './padding.ts'
import {systemRandom, type RandomSource} from './random.ts'
import {invalidParameter} from './refusal.ts'
import {runWhole} from './whole-cipher.ts'

export interface EncryptInput {
  readonly data: Uint8Array
  readonly iv?: Uint8Array | undefined
  /** Authenticated, not encrypted; for modes that authenticate. */
  readonly additionalData?: Uint8Array | undefined
}

export interface EncryptResult {
  readonly data: Uint8Array
  /** Only when it was made here; the client needs it to decrypt. */
  readonly iv?: Uint8Array
  /** Only authenticated modes have one. */
  readonly tag?: Uint8Array
}

export interface DecryptInput extends EncryptInput {
  /** Of an authenticated mode; the last bytes of the data when absent. */
  readonly tag?: Uint8Array | undefined
  /** `prefix` when absent. */
  readonly missingIv?: MissingIv | undefined
}

/** Encrypts at once (KMIP 1.4 section 4.29, 2.1 section 6.1.17). Throws KmipError; lengths are in bytes. */
export function encrypt(
  key: Uint8Array,
  parameters: CipherParameters,
  input: EncryptInput,
  random: RandomSource = systemRandom,
): EncryptResult {
  const cipher = resolveCipher(parameters, key)
  const {iv, made} = encryptionIv(cipher, input.iv, random)
  const padding = cipher.padding?.make(input.data.length, cipher.blockLength, random)
  const data = padding === undefined ? input.data : Buffer.concat([input.data, padding])
  const result = encryptWith(cipher, {key, iv}, {...input, data})
  return made ? {...result, iv} : result
}

/**
 * Decrypts at once (KMIP 1.4 section 4.30, 2.1 section 6.1.11).
 * Throws KmipError; a wrong key, tag or padding gives the same Cryptographic Failure.
 */
export function decrypt(key: Uint8Array, parameters: CipherParameters, input: DecryptInput): Uint8Array {
  const cipher = resolveCipher(parameters, key)
  const sentIv = decryptionIv(cipher, input.iv, input.missingIv)
  const prefixLength = sentIv === undefined ? cipher.iv.made : 0
  if (input.data.length < prefixLength) {
    throw invalidParameter(
      `Data of ${input.data.length} bytes is too short to begin with its IV of ${prefixLength} bytes`,
    )
  }
  const iv = sentIv ?? input.data.subarray(0, prefixLength)
  const plain = decryptWith(cipher, {key, iv}, {...input, data: input.data.subarray(prefixLength)})
  return cipher.padding === undefined ? plain : withoutPadding(cipher.padding, plain, cipher.blockLength)
}

interface KeyAndIv {
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

function encryptWith(cipher: SymmetricCipher, {key, iv}: KeyAndIv, input: EncryptInput): EncryptResult {
  if (cipher.kind === 'aead') return sealAead(cipher, {key, iv, additionalData: input.additionalData}, input.data)
  refuseAuthentication(cipher, input)
  if (cipher.kind === 'whole') return {data: runWhole(cipher, {direction: 'encrypt', key, iv}, input.data)}
  if (wholeBlocksOnly(cipher)) checkWholeBlocks(input.data.length, cipher.blockLength)
  return {
    data: runChaining(cipher, {direction: 'encrypt', key, iv: firstCounterBlock(cipher.counter, iv)}, [input.data]),
  }
}

function decryptWith(cipher: SymmetricCipher, {key, iv}: KeyAndIv, input: DecryptInput): Uint8Array {
  if (cipher.kind === 'aead') {
    return openAead(cipher, {key, iv, additionalData: input.additionalData}, splitTag(cipher, input.data, input.tag))
  }
  refuseAuthentication(cipher, input)
  if (cipher.kind === 'whole') return runWhole(cipher, {direction: 'decrypt', key, iv}, input.data)
  if (cipher.padding !== undefined || wholeBlocksOnly(cipher)) checkWholeBlocks(input.data.length, cipher.blockLength)
  return runChaining(cipher, {direction: 'decrypt', key, iv: firstCounterBlock(cipher.counter, iv)}, [input.data])
}

/** Dropping them would leave the client believing that they were verified. */
function refuseAuthentication({mode}: ChainingCipher | WholeCipher, {additionalData, tag}: DecryptInput): void {
  const sent = additionalData !== undefined && additionalData.length > 0 ? 'additional data' : tag && 'a tag'
  if (sent !== undefined) throw invalidParameter(`Mode ${mode} does not authenticate, but the request has ${sent}`)
}
