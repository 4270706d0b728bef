import {isUtf8} from 'node:buffer'
import {readBinarySequence} from './binary-reader.ts'
import {TtlvError} from './error.ts'
import {asBuffer} from './hex.ts'
import {hexDigits, hexTextToBytes} from './hex-text.ts'
import {readJsonDocument} from './json-reader.ts'
import type {TtlvLimits} from './limits.ts'
import {itemTypeName, type TtlvNode} from './node.ts'
import type {Vocabulary} from './vocabulary.ts'
import {readXmlDocument} from './xml-reader.ts'

export type Encoding = 'binary' | 'hex' | 'base64' | 'xml' | 'json'

export interface ReadAnyResult {
  readonly encoding: Encoding
  readonly nodes: readonly TtlvNode[]
}

export interface ReadAnyOptions {
  readonly limits?: TtlvLimits | undefined
  /** For input in which it does not show. */
  readonly encoding?: Encoding | undefined
}

/**
 * Reads messages in whichever encoding the content shows: binary, hexadecimal (with blanks, comments and offsets), base64,
 * XML or JSON. Several messages may follow one another. Throws a TtlvError.
 */
export function readAny(input: Uint8Array, vocabulary: Vocabulary, options: ReadAnyOptions = {}): ReadAnyResult {
  const {limits, encoding = detectEncoding(input)} = options
  if (encoding === 'xml') return {encoding, nodes: readXmlDocument(textOf(input), vocabulary, {limits})}
  if (encoding === 'json') return {encoding, nodes: readJsonDocument(textOf(input), vocabulary, {limits})}
  return {encoding, nodes: readBinarySequence(wireBytes(input, encoding), {limits, vocabulary})}
}

/** The encoding that the content shows. Throws a TtlvError where it shows none. */
export function detectEncoding(input: Uint8Array): Encoding {
  if (looksBinary(input)) return 'binary'
  if (!isUtf8(input)) throw new TtlvError('Input is neither a KMIP message nor UTF-8 text', {hint})
  const text = textOf(input).trim()
  if (text.startsWith('<')) return 'xml'
  if (/^[{[]/.test(text)) return 'json'
  if (hexDigits(text) !== undefined) return 'hex'
  if (/^[\w+/-]+={0,2}$/.test(text.replaceAll(/\s/g, ''))) return 'base64'
  throw new TtlvError(text === '' ? 'Input is empty' : 'Input is in no encoding that KMIP messages have', {hint})
}

/** The bytes that go over the wire, valid or not. Throws a TtlvError for text that is not in the encoding. */
export function wireBytes(input: Uint8Array, encoding: Exclude<Encoding, 'xml' | 'json'>): Uint8Array {
  if (encoding === 'binary') return input
  if (encoding === 'hex') return hexTextToBytes(textOf(input))
  return Buffer.from(textOf(input).replaceAll(/\s/g, ''), 'base64')
}

const hint = 'Give a message in binary, hexadecimal, base64, XML or JSON'

/** Without the mark of the byte order. */
function textOf(input: Uint8Array): string {
  return asBuffer(input)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

/** Tags begin with 0x42, extensions with 0x54; a type code is a control character, which no text has in that place. */
function looksBinary(input: Uint8Array): boolean {
  const [first, , , type] = input
  if (type === undefined || (first !== 0x42 && first !== 0x54)) return input.includes(0)
  return itemTypeName(type) !== undefined || input.includes(0)
}
