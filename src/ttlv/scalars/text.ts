import {isUtf8} from 'node:buffer'
import {TtlvError} from '../error.ts'
import {showText} from '../escape-text.ts'
import {jsonString} from '../json-leaf.ts'
import {ItemType, type ItemTypeName} from '../node.ts'
import type {BinarySource, NodeOf, ScalarType} from '../scalar-type.ts'

type TextCode =
  | typeof ItemType.TextString
  | typeof ItemType.Identifier
  | typeof ItemType.Reference
  | typeof ItemType.NameReference

/** Up to this length a loop over the characters beats a call into native code. */
const shortText = 64

function isShortAscii({bytes}: BinarySource, start: number, length: number): boolean {
  if (length > shortText) return false
  for (let index = start; index < start + length; index++) if ((bytes[index] ?? 0) > 0x7f) return false
  return true
}

function decode(source: BinarySource, start: number, length: number): string {
  const {bytes} = source
  if (isShortAscii(source, start, length)) return bytes.toString('latin1', start, start + length)
  if (!isUtf8(bytes.subarray(start, start + length))) throw source.fault('Text is not valid UTF-8', start)
  return bytes.toString('utf8', start, start + length)
}

/** UTF-8 length. Half a surrogate pair has no UTF-8 form, and replacing it would lose data. */
function checkedSize(value: string): number {
  let index = 0
  if (value.length <= shortText) while (index < value.length && value.charCodeAt(index) < 0x80) index++
  if (index === value.length) return index
  if (/\p{Surrogate}/u.test(value)) throw new TtlvError('Text holds half of a surrogate pair and has no UTF-8 form')
  return Buffer.byteLength(value)
}

function checked(value: string): string {
  checkedSize(value)
  return value
}

function write(bytes: Buffer, value: string, offset: number): number {
  if (value.length > shortText) return bytes.write(value, offset)
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index)
    if (code > 0x7f) return bytes.write(value, offset)
    bytes[offset + index] = code
  }
  return value.length
}

/** The types that are UTF-8 text on the wire; `make` builds the node, which keeps its type exact. */
function textType<Code extends TextCode>(
  code: Code,
  name: ItemTypeName,
  make: (tag: number, value: string) => NodeOf<Code>,
): ScalarType<Code> {
  return {
    code,
    name,
    fixedLength: 0,
    readBinary: (source, tag, start, length) => make(tag, decode(source, start, length)),
    checkedSize,
    writeBinary: (target, value, offset) => write(target.bytes, value, offset),
    readXml: (tag, text) => make(tag, checked(text)),
    writeXml: (value) => value,
    readJson: (tag, leaf) => make(tag, checked(jsonString(leaf, name))),
    writeJson: (value) => value,
    show: (value, _naming, columns) => showText(value, columns),
  }
}

export const textStringType = textType(ItemType.TextString, 'TextString', (tag, value) => ({
  tag,
  type: ItemType.TextString,
  value,
}))

/** The three types of the 3.0 draft are text with another meaning. */
export const identifierType = textType(ItemType.Identifier, 'Identifier', (tag, value) => ({
  tag,
  type: ItemType.Identifier,
  value,
}))

export const referenceType = textType(ItemType.Reference, 'Reference', (tag, value) => ({
  tag,
  type: ItemType.Reference,
  value,
}))

export const nameReferenceType = textType(ItemType.NameReference, 'NameReference', (tag, value) => ({
  tag,
  type: ItemType.NameReference,
  value,
}))
