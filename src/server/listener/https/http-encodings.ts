import {isUtf8} from 'node:buffer'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {TtlvError} from '../../../ttlv/error.ts'
import {asBuffer} from '../../../ttlv/hex.ts'
import {readJson} from '../../../ttlv/json-reader.ts'
import {writeJson} from '../../../ttlv/json-writer.ts'
import {defaultLimits, type TtlvLimits} from '../../../ttlv/limits.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'
import type {Vocabulary} from '../../../ttlv/vocabulary.ts'
import {readXml} from '../../../ttlv/xml-reader.ts'
import {writeXml} from '../../../ttlv/xml-writer.ts'
import {binaryEncoding, type MessageEncoding} from '../message-encoding.ts'

interface TextForm {
  readonly read: (text: string, vocabulary: Vocabulary, options: {readonly limits: TtlvLimits}) => TtlvNode
  readonly write: (message: TtlvNode, vocabulary: Vocabulary) => string
}

const xmlEncoding = textEncoding({read: readXml, write: writeXml})
const jsonEncoding = textEncoding({read: readJson, write: writeJson})

/** By media type; the answer has that of the request. */
export const httpEncodings: ReadonlyMap<string, MessageEncoding> = new Map([
  ['application/octet-stream', binaryEncoding],
  ['text/xml', xmlEncoding],
  ['application/xml', xmlEncoding],
  ['application/json', jsonEncoding],
])

function textEncoding({read, write}: TextForm): MessageEncoding {
  const readBytes = (message: Uint8Array, limits: TtlvLimits): TtlvNode => read(utf8(message), kmipVocabulary, {limits})
  return {
    read: readBytes,
    write: (message) => Buffer.from(write(message, kmipVocabulary)),
    announced(message) {
      try {
        return readBytes(message, defaultLimits)
      } catch (error) {
        if (error instanceof TtlvError) return undefined
        throw error
      }
    },
  }
}

function utf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new TtlvError('Message is not UTF-8 text')
  return asBuffer(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}
