import {isUtf8} from 'node:buffer'
import {readBinarySequence} from './binary-reader.ts'
import {TtlvError} from './error.ts'
import {asBuffer} from './hex.ts'
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
}

/**
 * Reads messages in whichever encoding the content shows: binary, hexadecimal (with blanks, colons, bars or `0x`),
 * base64, XML or JSON. Several messages may follow one another. Throws a TtlvError.
 */
export function readAny(input: Uint8Array, vocabulary: Vocabulary, options: ReadAnyOptions = {}): ReadAnyResult {
  const binary = {limits: options.limits, vocabulary}
  if (looksBinary(input)) return {encoding: 'binary', nodes: readBinarySequence(input, binary)}
  if (!isUtf8(input)) throw new TtlvError('Input is neither a KMIP message nor UTF-8 text', {hint})
  const text = asBuffer(input)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  const trimmed = text.trim()
  if (trimmed.startsWith('<')) return {encoding: 'xml', nodes: readXmlDocument(text, vocabulary, options)}
  if (/^[{[]/.test(trimmed)) return {encoding: 'json', nodes: readJsonDocument(text, vocabulary, options)}
  const hex = trimmed.replace(/0x|[\s:|,-]/gi, '')
  if (/^[0-9a-f]+$/i.test(hex)) return {encoding: 'hex', nodes: readBinarySequence(hexBytes(hex), binary)}
  const base64 = trimmed.replace(/\s/g, '')
  if (/^[\w+/-]+={0,2}$/.test(base64)) {
    return {encoding: 'base64', nodes: readBinarySequence(Buffer.from(base64, 'base64'), binary)}
  }
  throw new TtlvError(trimmed === '' ? 'Input is empty' : 'Input is in no encoding that KMIP messages have', {hint})
}

const hint = 'Give a message in binary, hexadecimal, base64, XML or JSON'

/** Tags begin with 0x42, extensions with 0x54; a type code is a control character, which no text has in that place. */
function looksBinary(input: Uint8Array): boolean {
  const [first, , , type] = input
  if (type === undefined || (first !== 0x42 && first !== 0x54)) return input.includes(0)
  return itemTypeName(type) !== undefined || input.includes(0)
}

function hexBytes(hex: string): Uint8Array {
  if (hex.length % 2 !== 0) throw new TtlvError(`Hexadecimal input has an odd number of digits, ${hex.length}`)
  return Buffer.from(hex, 'hex')
}
