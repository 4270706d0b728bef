import {Tag} from '../../src/kmip/spec/tags.ts'
import {protocolVersionOf, type ProtocolVersion, type Version} from '../../src/kmip/spec/version.ts'
import {ItemType, structureNode, type StructureNode, type TtlvNode} from '../../src/ttlv/node.ts'

export interface RequestParts {
  /** Number of the operation. */
  readonly operation: number
  readonly payload: readonly TtlvNode[]
  readonly version?: Version | ProtocolVersion
  /** Behind the version in the header. */
  readonly header?: readonly TtlvNode[]
  readonly batchCount?: number
}

export function integer(tag: number, value: number): TtlvNode {
  return {tag, type: ItemType.Integer, value}
}

export function protocolVersion({major, minor}: ProtocolVersion): StructureNode {
  return structureNode(Tag.ProtocolVersion, [
    integer(Tag.ProtocolVersionMajor, major),
    integer(Tag.ProtocolVersionMinor, minor),
  ])
}

/** One batch item by hand, also of what no declaration knows. */
export function batchItem(operation: number, payload: readonly TtlvNode[]): StructureNode {
  return structureNode(Tag.BatchItem, [
    {tag: Tag.Operation, type: ItemType.Enumeration, value: operation},
    structureNode(Tag.RequestPayload, payload),
  ])
}

/** A request message by hand, also of what no declaration knows. */
export function requestNode(parts: RequestParts): StructureNode {
  const {version = '1.4', header = [], batchCount = 1} = parts
  const numbers = typeof version === 'string' ? protocolVersionOf(version) : version
  return structureNode(Tag.RequestMessage, [
    structureNode(Tag.RequestHeader, [protocolVersion(numbers), ...header, integer(Tag.BatchCount, batchCount)]),
    batchItem(parts.operation, parts.payload),
  ])
}
