import {describe, expect, it} from 'vitest'
import {responseToServer} from '../../../src/client/server-requests.ts'
import {decodeResponse, encodeRequest} from '../../../src/kmip/message/message.ts'
import {DiscoverVersions} from '../../../src/kmip/operations/discover-versions.ts'
import type {OperationName} from '../../../src/kmip/schema/operation.ts'
import {Tag} from '../../../src/kmip/spec/tags.ts'
import {readBinary} from '../../../src/ttlv/binary-reader.ts'
import {writeBinary} from '../../../src/ttlv/binary-writer.ts'
import {structureNode, type TtlvNode} from '../../../src/ttlv/node.ts'

const now = new Date('2026-01-01T00:00:00Z')

function answerTo(operation: OperationName, items: readonly TtlvNode[] = []) {
  const header = {protocolVersion: {major: 1, minor: 2}, batchCount: 1}
  const batchItem = {operation, uniqueBatchItemId: Uint8Array.of(1), payload: structureNode(Tag.RequestPayload, items)}
  const response = responseToServer(writeBinary(encodeRequest({header, batchItems: [batchItem]}, '1.2')), now)
  return decodeResponse(readBinary(response ?? new Uint8Array(0)))
}

describe('A client that a server speaks to', () => {
  it.each(['Put', 'Notify', 'Query'] as const)(
    'takes no %s, in words and in the version of the server',
    (operation) => {
      const {header, batchItems} = answerTo(operation)
      expect(header).toEqual({protocolVersion: {major: 1, minor: 2}, timeStamp: now, batchCount: 1})
      expect(batchItems).toMatchObject([
        {
          operation,
          uniqueBatchItemId: Uint8Array.of(1),
          resultStatus: 'OperationFailed',
          resultReason: 'OperationNotSupported',
          resultMessage: expect.stringContaining(operation),
        },
      ])
    },
  )

  it('says which versions it speaks, newest first, or which of those it is asked for', () => {
    const versionsIn = (items: readonly TtlvNode[]) => {
      const payload = answerTo('DiscoverVersions', items).batchItems?.[0]?.payload
      return DiscoverVersions.response.decode(payload ?? structureNode(0, [])).protocolVersion
    }
    expect(versionsIn([])?.at(-1)).toEqual({major: 1, minor: 0})
    const asked = [
      {major: 1, minor: 1},
      {major: 9, minor: 9},
      {major: 1, minor: 4},
    ]
    expect(versionsIn(DiscoverVersions.request.encodeItems({protocolVersion: asked}, '1.2'))).toEqual([
      {major: 1, minor: 4},
      {major: 1, minor: 1},
    ])
  })

  it('has no answer to what is no message', () => {
    expect(responseToServer(Uint8Array.of(1, 2, 3), now)).toBeUndefined()
    expect(responseToServer(writeBinary(structureNode(Tag.RequestMessage, [])), now)).toBeUndefined()
  })
})
