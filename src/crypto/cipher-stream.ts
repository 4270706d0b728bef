import {nextIv, runChaining, wholeBlocksOnly, type CipherDirection} from './chaining.ts'
import {resolveCipher, type ChainingCipher, type CipherParameters} from './cipher-parameters.ts'
import {decryptionIv, encryptionIv, type EncryptionIv, type MissingIv} from './initialization-vector.ts'
import {checkWholeBlocks, pkcs5Padding, withoutPkcs5Padding} from './padding.ts'
import {systemRandom, type RandomSource} from './random.ts'
import {invalidParameter, unsupportedParameter} from './refusal.ts'
import type {CipherStreamState} from './stream-state.ts'

export interface StreamOptions {
  readonly iv?: Uint8Array | undefined
  /** `prefix` when absent: a decryption takes the first bytes of the stream. */
  readonly missingIv?: MissingIv | undefined
  readonly random?: RandomSource | undefined
}

export interface StartedStream {
  readonly state: CipherStreamState
  /** Only when it was made here; the client needs it to decrypt. */
  readonly iv?: Uint8Array
}

export interface StreamStep {
  /** All that can be told so far; empty when the input did not complete a block. */
  readonly output: Uint8Array
  /** Absent after the final step. */
  readonly state?: CipherStreamState
}

/** Begins an Encrypt or Decrypt in parts (KMIP 1.4 section 2.1.15, 2.1 section 7.8); any process that has the key can continue it. */
export function startStream(
  direction: CipherDirection,
  key: Uint8Array,
  parameters: CipherParameters,
  options: StreamOptions = {},
): StartedStream {
  const cipher = resolveCipher(parameters, key)
  if (cipher.kind === 'gcm') {
    throw unsupportedParameter('GCM in several parts is not supported', {hint: 'Send all of the data in one request'})
  }
  const {algorithm, mode} = cipher
  const {iv, made} = startIv(direction, cipher, options)
  const padding = cipher.padded ? 'PKCS5' : 'None'
  const state: CipherStreamState = {direction, algorithm, mode, padding, iv, pending: new Uint8Array(0)}
  return made ? {state, iv: Uint8Array.from(iv)} : {state}
}

/** An IV that is still to come with the data is empty, as that of ECB. */
function startIv(direction: CipherDirection, cipher: ChainingCipher, options: StreamOptions): EncryptionIv {
  const {iv: sent, missingIv, random = systemRandom} = options
  if (direction === 'encrypt') return encryptionIv(cipher, sent, random)
  return {iv: decryptionIv(cipher, sent, missingIv) ?? new Uint8Array(0), made: false}
}

/**
 * Takes the next part, which may be empty. The outputs together are what one Encrypt or Decrypt would give.
 * Throws KmipError; the given state stays valid then.
 */
export function continueStream(
  state: CipherStreamState,
  key: Uint8Array,
  chunk: Uint8Array,
  final: boolean,
): StreamStep {
  const cipher = streamCipher(state, key)
  if (state.iv.length < cipher.ivLength) return takeIv(cipher, state, {key, chunk, final})
  const step = {key, chunk, final}
  return holdsInputBack(cipher, state.direction) ? blockStep(cipher, state, step) : byteStep(cipher, state, step)
}

interface Step {
  readonly key: Uint8Array
  readonly chunk: Uint8Array
  readonly final: boolean
}

function streamCipher(state: CipherStreamState, key: Uint8Array): ChainingCipher {
  const cipher = resolveCipher(state, key)
  if (cipher.kind === 'chaining') return cipher
  throw unsupportedParameter('GCM in several parts is not supported')
}

/** Padding must not be given out, so a decryption that ends with it works on whole blocks in every mode. */
function holdsInputBack(cipher: ChainingCipher, direction: CipherDirection): boolean {
  return wholeBlocksOnly(cipher) || (cipher.padded && direction === 'decrypt')
}

/** The data begins with the IV. */
function takeIv(cipher: ChainingCipher, state: CipherStreamState, {key, chunk, final}: Step): StreamStep {
  const received = Buffer.concat([state.pending, chunk])
  const {ivLength} = cipher
  if (received.length >= ivLength) {
    const iv = Uint8Array.from(received.subarray(0, ivLength))
    return continueStream({...state, iv, pending: new Uint8Array(0)}, key, received.subarray(ivLength), final)
  }
  if (!final) return {output: new Uint8Array(0), state: {...state, pending: received}}
  throw invalidParameter(`Data of ${received.length} bytes is too short to begin with its IV of ${ivLength} bytes`)
}

/** `pending` is input that no cipher has seen yet. */
function blockStep(cipher: ChainingCipher, state: CipherStreamState, {key, chunk, final}: Step): StreamStep {
  const {direction, iv} = state
  const received = withFinalPadding(cipher, direction, Buffer.concat([state.pending, chunk]), final)
  if (final) checkWholeBlocks(received.length, cipher.blockLength)
  const length = final ? received.length : releasable(cipher, direction, received.length)
  const input = received.subarray(0, length)
  const output = runChaining(cipher, {direction, key, iv}, [input])
  if (final) {
    return {output: cipher.padded && direction === 'decrypt' ? withoutPkcs5Padding(output, cipher.blockLength) : output}
  }
  const pending = Uint8Array.from(received.subarray(length))
  return {output, state: {...state, iv: advance(cipher, state, input, output), pending}}
}

/** How much of the input, in bytes, cannot be the padding. */
function releasable({blockLength, padded}: ChainingCipher, direction: CipherDirection, received: number): number {
  const kept = padded && direction === 'decrypt' ? 1 : 0
  return received === 0 ? 0 : Math.floor((received - kept) / blockLength) * blockLength
}

/** `pending` is the input of the block in progress, whose output the client has already. */
function byteStep(cipher: ChainingCipher, state: CipherStreamState, {key, chunk, final}: Step): StreamStep {
  const {direction, iv} = state
  const input = withFinalPadding(cipher, direction, Buffer.concat([state.pending, chunk]), final)
  const run = runChaining(cipher, {direction, key, iv}, [input])
  const output = run.subarray(state.pending.length)
  if (final) return {output}
  const whole = input.length - (input.length % cipher.blockLength)
  const next = advance(cipher, state, input.subarray(0, whole), run.subarray(0, whole))
  return {output, state: {...state, iv: next, pending: Uint8Array.from(input.subarray(whole))}}
}

/** All input before `data` was whole blocks, so its own length tells the padding. */
function withFinalPadding(cipher: ChainingCipher, direction: CipherDirection, data: Buffer, final: boolean): Buffer {
  if (!final || !cipher.padded || direction === 'decrypt') return data
  return Buffer.concat([data, pkcs5Padding(data.length, cipher.blockLength)])
}

function advance(
  cipher: ChainingCipher,
  {direction, iv}: CipherStreamState,
  input: Uint8Array,
  output: Uint8Array,
): Uint8Array {
  if (input.length === 0) return iv
  return nextIv(cipher.mode, {direction, iv, blockLength: cipher.blockLength, input, output})
}
