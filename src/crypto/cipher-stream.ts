import type {KmipError} from '../kmip/error.ts'
import {nextIv, runChaining, wholeBlocksOnly, type CipherDirection} from './chaining.ts'
import {resolveCipher, type ChainingCipher, type CipherParameters, type SymmetricCipher} from './cipher-parameters.ts'
import {firstCounterBlock} from './counter-block.ts'
import {decryptionIv, encryptionIv, type EncryptionIv, type MissingIv} from './initialization-vector.ts'
import {checkWholeBlocks, withoutPadding} from './padding.ts'
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
  if (cipher.kind !== 'chaining') throw notStreamable(cipher)
  const {algorithm, mode} = cipher
  const {iv, made} = startIv(direction, cipher, options)
  const padding = cipher.padding?.method ?? 'None'
  const first = iv.length === 0 ? iv : firstCounterBlock(cipher.counter, iv)
  const state: CipherStreamState = {direction, algorithm, mode, padding, iv: first, pending: new Uint8Array(0)}
  return made ? {state, iv: Uint8Array.from(iv)} : {state}
}

/** An IV that is still to come with the data is empty, as that of ECB. */
function startIv(direction: CipherDirection, cipher: ChainingCipher, options: StreamOptions): EncryptionIv {
  const {iv: sent, missingIv, random = systemRandom} = options
  if (direction === 'encrypt') return encryptionIv(cipher, sent, random)
  // A state does not tell how long an IV is that is no whole block, so such a one has to come at once.
  const missing = cipher.counter === undefined ? missingIv : 'refuse'
  return {iv: decryptionIv(cipher, sent, missing) ?? new Uint8Array(0), made: false}
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
  if (state.iv.length < cipher.iv.made) return takeIv(cipher, state, {key, chunk, final})
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
  throw notStreamable(cipher)
}

/** Whoever streams other modes must gather the parts. */
function notStreamable({algorithm, mode}: SymmetricCipher): KmipError {
  return unsupportedParameter(`${algorithm} in mode ${mode} has no state between two parts`, {
    hint: 'Send all of the data in one request',
  })
}

/** Padding must not be given out, so a decryption that ends with it works on whole blocks in every mode. */
function holdsInputBack(cipher: ChainingCipher, direction: CipherDirection): boolean {
  return wholeBlocksOnly(cipher) || (cipher.padding !== undefined && direction === 'decrypt')
}

/** The data begins with the IV. */
function takeIv(cipher: ChainingCipher, state: CipherStreamState, {key, chunk, final}: Step): StreamStep {
  const received = Buffer.concat([state.pending, chunk])
  const {made: ivLength} = cipher.iv
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
    return {output: direction === 'decrypt' ? unpadded(cipher, output) : output}
  }
  const pending = Uint8Array.from(received.subarray(length))
  return {output, state: {...state, iv: advance(cipher, state, input, output), pending}}
}

function unpadded({padding, blockLength}: ChainingCipher, output: Uint8Array): Uint8Array {
  return padding === undefined ? output : withoutPadding(padding, output, blockLength)
}

/** How much of the input, in bytes, cannot be the padding. */
function releasable({blockLength, padding}: ChainingCipher, direction: CipherDirection, received: number): number {
  const kept = padding?.marked !== undefined && direction === 'decrypt' ? 1 : 0
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
  if (!final || cipher.padding === undefined || direction === 'decrypt') return data
  return Buffer.concat([data, cipher.padding.make(data.length, cipher.blockLength, systemRandom)])
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
