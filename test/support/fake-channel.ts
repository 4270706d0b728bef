import {readBinary} from '../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {structureNode, type TtlvNode} from '../../src/ttlv/node.ts'
import {encodeResponse, decodeRequest, type RequestMessage} from '../../src/kmip/message/message.ts'
import type {ResponseBatchItem} from '../../src/kmip/message/batch-item.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {protocolVersionOf, type Version} from '../../src/kmip/spec/version.ts'
import type {Channel} from '../../src/transport/connection.ts'

/** A connection without a network: every request goes to `respond`, whose bytes are the answer. */
export class FakeChannel implements Channel {
  readonly requests: RequestMessage[] = []
  closed = false
  readonly peer = {
    remoteAddress: '192.0.2.1',
    remotePort: 5696,
    tlsVersion: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    certificate: undefined,
    authorized: true,
    authorizationError: undefined,
  }
  readonly #respond: (request: RequestMessage) => TtlvNode | Uint8Array | Promise<TtlvNode>

  constructor(respond: (request: RequestMessage) => TtlvNode | Uint8Array | Promise<TtlvNode>) {
    this.#respond = respond
  }

  async exchange(message: Uint8Array): Promise<Uint8Array> {
    const request = decodeRequest(readBinary(message))
    this.requests.push(request)
    const answer = await this.#respond(request)
    return answer instanceof Uint8Array ? answer : writeBinary(answer)
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }
}

export interface ResponseOptions {
  readonly version?: Version
  /** The number of items when absent. */
  readonly batchCount?: number
}

/** A whole response message. */
export function response(items: readonly ResponseBatchItem[], options: ResponseOptions = {}): TtlvNode {
  const {version = '1.4', batchCount = items.length} = options
  const header = {protocolVersion: protocolVersionOf(version), timeStamp: new Date(0), batchCount}
  return encodeResponse({header, batchItems: items}, version)
}

/** The payload of a response. */
export function responsePayload(items: readonly TtlvNode[]): TtlvNode {
  return structureNode(Tag.ResponsePayload, items)
}
