import {createCipheriv, createDecipheriv} from 'node:crypto'
import type {CipherDirection} from './chaining.ts'
import type {WholeCipher} from './cipher-parameters.ts'
import {ifOpenSslHas} from './openssl.ts'
import {decryptionFailure, invalidParameter} from './refusal.ts'

export interface WholeStart {
  readonly direction: CipherDirection
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

/** Runs a cipher that needs all of the data at once. */
export function runWhole(cipher: WholeCipher, start: WholeStart, data: Uint8Array): Uint8Array {
  return runners[cipher.mode](cipher, start, data)
}

type Runner = (cipher: WholeCipher, start: WholeStart, data: Uint8Array) => Uint8Array

const runners: Readonly<Record<WholeCipher['mode'], Runner>> = {
  AESKeyWrapPadding: (cipher, start, data) => runWrap(cipher, {start, initialValue: 'a65959a6'}, data),
  ChaCha20: (cipher, start, data) => runOpenSsl(cipher.name, {...start, iv: chachaIv(cipher, start.iv)}, data),
  NISTKeyWrap: (cipher, start, data) => runWrap(cipher, {start, initialValue: 'a6a6a6a6a6a6a6a6'}, data),
  OneTimePad: (_cipher, {key}, data) => withPad(key, data),
  XTS: runXts,
}

function runOpenSsl(name: string, {direction, key, iv}: WholeStart, data: Uint8Array): Buffer {
  const open = direction === 'encrypt' ? createCipheriv : createDecipheriv
  const running = ifOpenSslHas(name, () => open(name, key, iv))
  return Buffer.concat([running.update(data), running.final()])
}

/** OpenSSL wants the counter, little-endian, before the nonce, in 16 bytes together. */
export function chachaIv({initialCounterValue}: Pick<WholeCipher, 'initialCounterValue'>, iv: Uint8Array): Uint8Array {
  const counter = Buffer.alloc(16 - iv.length)
  if (counter.length === 0 && initialCounterValue !== 0) {
    throw invalidParameter('An IV of 16 bytes holds the counter already', 'Leave Initial Counter Value out')
  }
  if (initialCounterValue < 0) throw invalidParameter(`Initial Counter Value ${initialCounterValue} is negative`)
  if (counter.length > 0) counter.writeUInt32LE(initialCounterValue)
  return Buffer.concat([counter, iv])
}

/** IEEE 1619: less than a block cannot be encrypted, and equal halves make no XTS key. */
function runXts(cipher: WholeCipher, start: WholeStart, data: Uint8Array): Uint8Array {
  const {key} = start
  if (data.length < cipher.blockLength) {
    throw invalidParameter(`XTS takes at least ${cipher.blockLength} bytes of data, not ${data.length}`)
  }
  const half = key.length / 2
  if (Buffer.compare(key.subarray(0, half), key.subarray(half)) === 0) {
    throw invalidParameter('The halves of an XTS key must differ')
  }
  return runOpenSsl(cipher.name, start, data)
}

interface Wrapping {
  readonly start: WholeStart
  /** In hexadecimal. */
  readonly initialValue: string
}

/** RFC 3394, and RFC 5649 for any length. */
function runWrap({mode, name}: WholeCipher, {start, initialValue}: Wrapping, data: Uint8Array): Uint8Array {
  const {direction} = start
  const [least, unit] = mode === 'NISTKeyWrap' ? [16, 8] : [1, 1]
  const wraps = direction === 'encrypt'
  const fits = wraps
    ? data.length >= least && data.length % unit === 0
    : data.length >= (mode === 'NISTKeyWrap' ? 24 : 16) && data.length % 8 === 0
  if (!fits) throw invalidParameter(`${mode} takes no data of ${data.length} bytes to ${wraps ? 'wrap' : 'unwrap'}`)
  try {
    return runOpenSsl(name, {...start, iv: Buffer.from(initialValue, 'hex')}, data)
  } catch (error) {
    throw wraps ? error : decryptionFailure(error)
  }
}

/** Every bit of the pad serves one bit of the data. */
function withPad(pad: Uint8Array, data: Uint8Array): Uint8Array {
  if (data.length > pad.length) {
    throw invalidParameter(`Data of ${data.length} bytes is longer than the one-time pad of ${pad.length} bytes`)
  }
  return Uint8Array.from(data, (byte, index) => byte ^ (pad[index] ?? 0))
}
