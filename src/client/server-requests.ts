import type {RequestBatchItem, ResponseBatchItem} from '../kmip/message/batch-item.ts'
import {decodeRequest, encodeResponse} from '../kmip/message/message.ts'
import {KmipError} from '../kmip/error.ts'
import {DiscoverVersions} from '../kmip/operations/discover-versions.ts'
import {expectType} from '../kmip/schema/scalars.ts'
import {Operation} from '../kmip/spec/enumerations.ts'
import {Tag} from '../kmip/spec/tags.ts'
import {kmipVocabulary} from '../kmip/spec/vocabulary.ts'
import {protocolVersionOf, versionOf, versions, type ProtocolVersion, type Version} from '../kmip/spec/version.ts'
import {readBinary} from '../ttlv/binary-reader.ts'
import {writeBinary} from '../ttlv/binary-writer.ts'
import {TtlvError} from '../ttlv/error.ts'
import {ItemType, structureNode} from '../ttlv/node.ts'

/**
 * What a client answers that came to ask and is asked itself: which versions it speaks, and that it takes nothing else.
 * Undefined for what cannot be read. KMIP 1.4 section 5.
 */
export function responseToServer(request: Uint8Array, now: Date): Uint8Array | undefined {
  try {
    const {header, batchItems = []} = decodeRequest(readBinary(request, {vocabulary: kmipVocabulary}))
    const version = versionOf(header.protocolVersion) ?? '1.4'
    const items = batchItems.map((item) => answer(item, version))
    const {protocolVersion} = header
    const response = {header: {protocolVersion, timeStamp: now, batchCount: items.length}, batchItems: items}
    return writeBinary(encodeResponse(response, version))
  } catch (error) {
    if (error instanceof TtlvError || error instanceof KmipError) return undefined
    throw error
  }
}

function answer({operation, uniqueBatchItemId, payload}: RequestBatchItem, version: Version): ResponseBatchItem {
  if (operation === 'DiscoverVersions' && payload !== undefined) {
    const {protocolVersion: asked = []} = DiscoverVersions.request.decodeItems(
      expectType(payload, ItemType.Structure).value,
    )
    const response = DiscoverVersions.response.encodeItems({protocolVersion: common(asked)}, version)
    return {
      operation,
      uniqueBatchItemId,
      resultStatus: 'Success',
      payload: structureNode(Tag.ResponsePayload, response),
    }
  }
  const name = typeof operation === 'string' ? (Operation.specName(operation) ?? operation) : operation.toString(16)
  return {
    operation,
    uniqueBatchItemId,
    resultStatus: 'OperationFailed',
    resultReason: 'OperationNotSupported',
    resultMessage: `This client takes no ${name}`,
  }
}

/** Newest first; all without a list. */
function common(asked: readonly ProtocolVersion[]): readonly ProtocolVersion[] {
  const spoken = versions.map(protocolVersionOf).toReversed()
  if (asked.length === 0) return spoken
  return spoken.filter(({major, minor}) => asked.some((one) => one.major === major && one.minor === minor))
}
