import {Operation} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import {childOf} from '../conversation/payload.ts'

/** The Protocol Version structure of a request. */
export function protocolVersionIn(request: TtlvNode | undefined): TtlvNode | undefined {
  return childOf(childOf(request, Tag.RequestHeader), Tag.ProtocolVersion)
}

/** A request of one item that no case has. */
export function requestMessage(version: TtlvNode, operation: string, payload: readonly TtlvNode[]): TtlvNode {
  return structureNode(Tag.RequestMessage, [
    structureNode(Tag.RequestHeader, [version, {tag: Tag.BatchCount, type: ItemType.Integer, value: 1}]),
    structureNode(Tag.BatchItem, [
      enumerationNode(Tag.Operation, Operation.valueOf(operation)),
      structureNode(Tag.RequestPayload, payload),
    ]),
  ])
}

export function enumerationNode(tag: number, value: number | undefined): TtlvNode {
  return {tag, type: ItemType.Enumeration, value: value ?? 0}
}
