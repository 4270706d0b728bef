import type {TtlvNode} from '../../ttlv/node.ts'
import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {DecodeError, within} from '../schema/decode-error.ts'
import {Tag} from '../spec/tags.ts'
import {kmipTagName} from '../spec/tag-name.ts'
import type {Version} from '../spec/version.ts'
import {RequestBatchItem, ResponseBatchItem} from './batch-item.ts'
import {RequestHeader, ResponseHeader} from './header.ts'

/** KMIP 1.4 section 7.1, 2.1 section 8.1. */
export const RequestMessage = structure('Request Message', {
  header: field(Tag.RequestHeader, RequestHeader),
  batchItems: field(Tag.BatchItem, RequestBatchItem).repeated(),
})
export type RequestMessage = Infer<typeof RequestMessage>

/** KMIP 1.4 section 7.1, 2.1 section 8.4. */
export const ResponseMessage = structure('Response Message', {
  header: field(Tag.ResponseHeader, ResponseHeader),
  batchItems: field(Tag.BatchItem, ResponseBatchItem).repeated(),
})
export type ResponseMessage = Infer<typeof ResponseMessage>

/** Throws DecodeError with a path. */
export function decodeRequest(node: TtlvNode): RequestMessage {
  if (node.tag !== Tag.RequestMessage) throw new DecodeError(`Expected RequestMessage, found ${kmipTagName(node.tag)}`)
  return within('RequestMessage', () => RequestMessage.decode(node))
}

/** Throws DecodeError with a path. */
export function decodeResponse(node: TtlvNode): ResponseMessage {
  if (node.tag !== Tag.ResponseMessage)
    throw new DecodeError(`Expected ResponseMessage, found ${kmipTagName(node.tag)}`)
  return within('ResponseMessage', () => ResponseMessage.decode(node))
}

export function encodeRequest(message: RequestMessage, version: Version): TtlvNode {
  return required(RequestMessage.encode(Tag.RequestMessage, message, version))
}

export function encodeResponse(message: ResponseMessage, version: Version): TtlvNode {
  return required(ResponseMessage.encode(Tag.ResponseMessage, message, version))
}

function required(node: TtlvNode | undefined): TtlvNode {
  if (node === undefined) throw new TypeError('A message has a form in every version')
  return node
}
