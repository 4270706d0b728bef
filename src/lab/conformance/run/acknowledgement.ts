import {ResultStatus} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {child, ItemType, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import {batchItems} from '../cases/operations.ts'
import {childOf} from '../conversation/payload.ts'

/** The response that thanks a server for a request which no case asks about. */
export function acknowledgement(request: TtlvNode, now: Date): TtlvNode {
  const items = batchItems(request)
  const version = childOf(child(request, Tag.RequestHeader), Tag.ProtocolVersion)
  return structureNode(Tag.ResponseMessage, [
    structureNode(Tag.ResponseHeader, [
      ...(version === undefined ? [] : [version]),
      {tag: Tag.TimeStamp, type: ItemType.DateTime, value: BigInt(Math.floor(now.getTime() / 1000))},
      {tag: Tag.BatchCount, type: ItemType.Integer, value: items.length},
    ]),
    ...items.map(acknowledged),
  ])
}

function acknowledged(item: TtlvNode): TtlvNode {
  const echoed = [child(item, Tag.Operation), child(item, Tag.UniqueBatchItemID)].filter((node) => node !== undefined)
  return structureNode(Tag.BatchItem, [
    ...echoed,
    {tag: Tag.ResultStatus, type: ItemType.Enumeration, value: ResultStatus.valueOf('Success') ?? 0},
    structureNode(Tag.ResponsePayload, []),
  ])
}
