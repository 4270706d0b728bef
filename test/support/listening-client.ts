import {decodeRequest, encodeRequest, encodeResponse, type RequestMessage} from '../../src/kmip/message/message.ts'
import {decodeResponse, type ResponseMessage} from '../../src/kmip/message/message.ts'
import type {ResponseBatchItem} from '../../src/kmip/message/batch-item.ts'
import type {Operation} from '../../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../../src/kmip/schema/structure.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {protocolVersionOf, versionOf, type Version} from '../../src/kmip/spec/version.ts'
import {readBinary} from '../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {Framer} from '../../src/ttlv/framer.ts'
import {ItemType, structureNode} from '../../src/ttlv/node.ts'
import type {ServerUnderTest} from './running-server.ts'

/** A client that can be spoken to: it keeps apart what answers it and what the server wants of it. */
export interface ListeningClient {
  /** Sends an operation; the answer's payload. */
  call<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    version?: Version,
  ): Promise<FieldValues<Res>>
  /** The next request of the server. */
  heard(): Promise<RequestMessage>
  /** How many requests of the server nobody has asked for yet. */
  pending(): number
  /** Responds to a request of the server. */
  respond(request: RequestMessage, item?: Partial<ResponseBatchItem>): void
  /** All messages in the order of their arrival: R for an answer, Q for a request of the server. */
  readonly order: string[]
  close(): void
}

export async function listeningClient(server: ServerUnderTest, options = {}): Promise<ListeningClient> {
  const {socket} = await server.connect(options)
  socket.removeAllListeners('data')
  const framer = new Framer()
  const answers = new Inbox<ResponseMessage>()
  const requests = new Inbox<RequestMessage>()
  const order: string[] = []
  socket.on('data', (chunk: Buffer) => {
    framer.push(chunk)
    for (const message of framer.messages()) {
      const node = readBinary(message)
      order.push(node.tag === Tag.RequestMessage ? 'Q' : 'R')
      if (node.tag === Tag.RequestMessage) requests.put(decodeRequest(node))
      else answers.put(decodeResponse(node))
    }
  })
  return {
    order,
    async call(operation, request, version = '1.4') {
      const header = {protocolVersion: protocolVersionOf(version), batchCount: 1}
      const payload = structureNode(Tag.RequestPayload, operation.request.encodeItems(request, version))
      socket.write(writeBinary(encodeRequest({header, batchItems: [{operation: operation.name, payload}]}, version)))
      const item = (await answers.take()).batchItems?.[0]
      if (item?.resultStatus !== 'Success' || item.payload?.type !== ItemType.Structure) {
        throw new Error(`${operation.name} failed: ${String(item?.resultReason)} ${item?.resultMessage}`)
      }
      return operation.response.decodeItems(item.payload.value)
    },
    heard: () => requests.take(),
    pending: () => requests.size,
    respond({header: {protocolVersion}, batchItems: [asked] = []}, item = {}) {
      const header = {protocolVersion, timeStamp: new Date(), batchCount: 1}
      const payload = structureNode(Tag.ResponsePayload, [])
      const batchItem = {operation: asked?.operation, resultStatus: 'Success', payload, ...item} as const
      socket.write(writeBinary(encodeResponse({header, batchItems: [batchItem]}, versionOf(protocolVersion) ?? '1.4')))
    },
    close: () => socket.destroy(),
  }
}

class Inbox<T> {
  readonly #items: T[] = []
  readonly #waiting: ((item: T) => void)[] = []

  get size(): number {
    return this.#items.length
  }

  put(item: T): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#items.push(item)
    else next(item)
  }

  take(): Promise<T> {
    const item = this.#items.shift()
    if (item !== undefined) return Promise.resolve(item)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}

/** The request payload of the one item of a server's message. */
export function payloadOf<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  message: RequestMessage,
): FieldValues<Req> {
  const [item] = message.batchItems ?? []
  if (item?.operation !== operation.name || item.payload?.type !== ItemType.Structure) {
    throw new Error(`Expected ${operation.name}, the server sent ${String(item?.operation)}`)
  }
  return operation.request.decodeItems(item.payload.value)
}
