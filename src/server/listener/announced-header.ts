import {readBinary} from '../../ttlv/binary-reader.ts'
import {TtlvError} from '../../ttlv/error.ts'
import {structureNode, type TtlvNode} from '../../ttlv/node.ts'
import {Tag} from '../../kmip/spec/tags.ts'

/** Where the Protocol Version lies in every message: behind the heads of message and header; its own head and two Integers. */
const start = 16
const end = start + 8 + 16 + 16

/**
 * The protocol version of a message that cannot be decoded as a whole, as a request with nothing else in it: so that
 * the refusal comes in the version of the request. Undefined when that is unreadable too.
 */
export function announcedHeader(message: Uint8Array): TtlvNode | undefined {
  if (message.length < end) return undefined
  try {
    const version = readBinary(message.subarray(start, end))
    return structureNode(Tag.RequestMessage, [structureNode(Tag.RequestHeader, [version])])
  } catch (error) {
    if (error instanceof TtlvError) return undefined
    throw error
  }
}
