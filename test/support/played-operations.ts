import {decodeRequest, encodeResponse} from '../../src/kmip/message/message.ts'
import type {ResponseBatchItem} from '../../src/kmip/message/batch-item.ts'
import {Tag} from '../../src/kmip/spec/tags.ts'
import {versionOf} from '../../src/kmip/spec/version.ts'
import {readBinary} from '../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../src/ttlv/binary-writer.ts'
import {structureNode, type TtlvNode} from '../../src/ttlv/node.ts'
import {formatAddress} from '../../src/transport/address.ts'
import {tlsFixturePath} from './tls-fixtures.ts'
import {eachMessage, tlsServer} from './tls-server.ts'

/** What the server says to an operation: the items of its payload. */
export type PlayedAnswer = readonly TtlvNode[]

export interface PlayedOperations extends AsyncDisposable {
  /** All messages that came in, as they were sent. */
  readonly requests: readonly TtlvNode[]
  /** Flags that find the server. */
  readonly flags: readonly string[]
}

/** A server over TLS that agrees to everything, in the version of the request, with payloads of the caller's. */
export async function playOperations(
  answer: (operation: string) => PlayedAnswer = () => [],
): Promise<PlayedOperations> {
  const requests: TtlvNode[] = []
  const server = await tlsServer((socket) =>
    eachMessage(socket, (bytes) => {
      const node = readBinary(bytes)
      requests.push(node)
      socket.write(writeBinary(responseTo(node, answer)))
    }),
  )
  const file = (name: string) => tlsFixturePath(name)
  return {
    requests,
    flags: [
      '--server',
      formatAddress(server.address),
      '--server-name',
      'localhost',
      '--ca',
      file('ca.pem'),
      '--cert',
      file('client.pem'),
      '--key',
      file('client-key.pem'),
    ],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

function responseTo(node: TtlvNode, answer: (operation: string) => PlayedAnswer): TtlvNode {
  const {header, batchItems = []} = decodeRequest(node)
  const {protocolVersion} = header
  const items = batchItems.map(({operation, uniqueBatchItemId}): ResponseBatchItem => {
    const payload = structureNode(Tag.ResponsePayload, answer(String(operation)))
    return {operation, uniqueBatchItemId, resultStatus: 'Success', payload}
  })
  const message = {
    header: {protocolVersion, timeStamp: new Date(0), batchCount: items.length},
    batchItems: items,
  }
  return encodeResponse(message, versionOf(protocolVersion) ?? '1.4')
}
