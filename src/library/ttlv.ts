import {kmipVocabulary} from '../kmip/spec/vocabulary.ts'
import {readBinary} from '../ttlv/binary-reader.ts'
import {writeBinary} from '../ttlv/binary-writer.ts'
import {readAny, type Encoding} from '../ttlv/detect.ts'
import {readJson} from '../ttlv/json-reader.ts'
import {writeJson} from '../ttlv/json-writer.ts'
import type {TtlvLimits} from '../ttlv/limits.ts'
import type {TtlvNode} from '../ttlv/node.ts'
import {renderTree} from '../ttlv/text-tree.ts'
import {readXml} from '../ttlv/xml-reader.ts'
import {writeXml} from '../ttlv/xml-writer.ts'

/** Bounds of what is read. */
export interface DecodeOptions {
  /** 1 MiB, 32 levels and 50000 items when absent. */
  readonly limits?: TtlvLimits | undefined
}

/** How a text encoding is laid out. */
export interface TextOptions {
  /** Blanks per level; 0, the default, writes one line. */
  readonly indent?: number | undefined
}

/** What people see of a message. */
export interface TreeTextOptions {
  /** Shows key material and passwords, which are else a length and a fingerprint. */
  readonly reveal?: boolean | undefined
  /** Columns: longer values are cut to fit. */
  readonly width?: number | undefined
}

/** Messages and the encoding that they were in. */
export interface DecodedMessages {
  readonly encoding: Encoding
  readonly nodes: readonly TtlvNode[]
}

/** Reads one item from its bytes; byte strings in it are views of them. @throws TtlvError with offset and path */
export function decodeTtlv(bytes: Uint8Array, options: DecodeOptions = {}): TtlvNode {
  return readBinary(bytes, {...options, vocabulary: kmipVocabulary})
}

/** The bytes of an item as they go over the wire. @throws TtlvError for a value that its type cannot hold */
export function encodeTtlv(node: TtlvNode): Uint8Array {
  return writeBinary(node)
}

/** Reads KMIP's XML encoding. KMIP Profiles 2.1 section 5.4. @throws TtlvError with line and column */
export function decodeXml(text: string, options: DecodeOptions = {}): TtlvNode {
  return readXml(text, kmipVocabulary, options)
}

/** Writes KMIP's XML encoding, without a declaration. @throws TtlvError */
export function encodeXml(node: TtlvNode, options: TextOptions = {}): string {
  return writeXml(node, kmipVocabulary, options)
}

/** Reads KMIP's JSON encoding. KMIP Profiles 2.1 section 5.5. @throws TtlvError with line and column */
export function decodeJson(text: string, options: DecodeOptions = {}): TtlvNode {
  return readJson(text, kmipVocabulary, options)
}

/** Writes KMIP's JSON encoding. @throws TtlvError */
export function encodeJson(node: TtlvNode, options: TextOptions = {}): string {
  return writeJson(node, kmipVocabulary, options)
}

/**
 * Reads messages in whichever encoding the content shows: binary, hexadecimal, base64, XML or JSON; several may follow one
 * another. @throws TtlvError
 */
export function decodeAny(input: Uint8Array | string, options: DecodeOptions = {}): DecodedMessages {
  return readAny(typeof input === 'string' ? Buffer.from(input) : input, kmipVocabulary, options)
}

/** The tree as people read it, one line an item; secrets are hidden unless `reveal` is set. */
export function treeText(node: TtlvNode, options: TreeTextOptions = {}): string {
  return renderTree(node, kmipVocabulary, options)
}
