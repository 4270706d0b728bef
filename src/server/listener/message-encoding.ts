import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {readBinary} from '../../ttlv/binary-reader.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import type {TtlvLimits} from '../../ttlv/limits.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {announcedHeader} from './announced-header.ts'

/** A form that messages take between client and server. */
export interface MessageEncoding {
  /** Throws TtlvError. */
  read(message: Uint8Array, limits: TtlvLimits): TtlvNode
  /** Throws TtlvError for a text that this encoding cannot carry. */
  write(message: TtlvNode): Uint8Array
  /** A request with nothing but the protocol version of one that cannot be read; undefined when that cannot be read either. */
  announced(message: Uint8Array): TtlvNode | undefined
}

export const binaryEncoding: MessageEncoding = {
  read: (message, limits) => readBinary(message, {limits, vocabulary: kmipVocabulary}),
  write: writeBinary,
  announced: announcedHeader,
}
