import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {readBinarySequence} from '../../ttlv/binary-reader.ts'
import {binarySize, writeBinary} from '../../ttlv/binary-writer.ts'
import {detectEncoding, type Encoding, readAny, wireBytes} from '../../ttlv/detect.ts'
import {TtlvError} from '../../ttlv/error.ts'

/** Messages as bytes, valid or not. */
export interface RawMessages {
  readonly encoding: Encoding
  readonly messages: readonly Uint8Array[]
  /** What is wrong with them, where they are sent as they are nevertheless. */
  readonly fault: TtlvError | undefined
}

/**
 * The bytes of messages in any encoding. Those in binary, hexadecimal and base64 stay as they are, however broken; XML and
 * JSON must be right, since what is wrong there has no bytes.
 *
 * @throws TtlvError for text that is in no encoding, or not in the given one
 */
export function readRawMessages(input: Uint8Array, given?: Encoding): RawMessages {
  const encoding = given ?? detectEncoding(input)
  if (encoding === 'xml' || encoding === 'json') {
    const {nodes} = readAny(input, kmipVocabulary, {encoding})
    return {encoding, messages: nodes.map(writeBinary), fault: undefined}
  }
  const bytes = wireBytes(input, encoding)
  if (bytes.length === 0) throw new TtlvError('Input is empty')
  try {
    const nodes = readBinarySequence(bytes, {vocabulary: kmipVocabulary})
    return {encoding, messages: cut(bytes, nodes.map(binarySize)), fault: undefined}
  } catch (error) {
    if (!(error instanceof TtlvError)) throw error
    return {encoding, messages: [bytes], fault: error}
  }
}

function cut(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  let start = 0
  return sizes.map((size) => bytes.subarray(start, (start += size)))
}
