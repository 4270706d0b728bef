import {AttributeSet} from '../src/kmip/attributes/attribute-set.ts'
import {decodeResponse, encodeRequest} from '../src/kmip/message/message.ts'
import type {Operation} from '../src/kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../src/kmip/schema/structure.ts'
import {CryptographicUsageMask} from '../src/kmip/spec/masks.ts'
import {Tag} from '../src/kmip/spec/tags.ts'
import {readBinary} from '../src/ttlv/binary-reader.ts'
import {writeBinary} from '../src/ttlv/binary-writer.ts'
import {ItemType, structureNode} from '../src/ttlv/node.ts'

/** A message of one operation at KMIP 1.2, which every peer here speaks. */
export function requestBytes<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  request: FieldValues<Req>,
): Uint8Array {
  const payload = structureNode(Tag.RequestPayload, operation.request.encodeItems(request, '1.2'))
  return writeBinary(
    encodeRequest(
      {
        header: {protocolVersion: {major: 1, minor: 2}, batchCount: 1},
        batchItems: [{operation: operation.name, payload}],
      },
      '1.2',
    ),
  )
}

/** The payload of a one-item answer; throws when the operation failed. */
export function answerOf<Req extends Fields, Res extends Fields>(
  operation: Operation<Req, Res>,
  bytes: Uint8Array,
): FieldValues<Res> {
  const [item] = decodeResponse(readBinary(bytes)).batchItems ?? []
  if (item?.resultStatus !== 'Success' || item.payload?.type !== ItemType.Structure) {
    throw new Error(`${operation.name} failed: ${String(item?.resultReason)} ${item?.resultMessage}`)
  }
  return operation.response.decodeItems(item.payload.value)
}

/** Attributes of the AES-256 key that all workloads use. */
export function keyAttributes(name: string): AttributeSet {
  return new AttributeSet()
    .set('CryptographicAlgorithm', 'AES')
    .set('CryptographicLength', 256)
    .set('CryptographicUsageMask', CryptographicUsageMask.of('Encrypt', 'Decrypt'))
    .set('Name', {nameValue: name, nameType: 'UninterpretedTextString'})
}
