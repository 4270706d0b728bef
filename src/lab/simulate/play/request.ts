import {Operation} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {Version} from '../../../kmip/spec/version.ts'
import {ItemType, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import {type Login, withLogin} from '../../conformance/run/with-login.ts'
import {item} from '../draft/draft.ts'
import {protocolVersion} from '../draft/payloads.ts'
import type {Values} from '../draft/values.ts'
import {writeDraft} from '../draft/write-draft.ts'
import type {HeaderHabits, StepItem} from '../product.ts'

export interface RequestContext {
  readonly header: HeaderHabits
  readonly version: Version
  readonly values: Values
  /** Undefined where none is sent. */
  readonly login: Login | undefined
  readonly now: Date
}

/** The message of a step as the product sends it. @throws MissingValueError */
export function productRequest(items: readonly StepItem[], context: RequestContext): TtlvNode {
  const {header, version, values, login} = context
  const message = structureNode(Tag.RequestMessage, [
    structureNode(Tag.RequestHeader, headerItems(items.length, context)),
    ...items.map((one, place) => {
      const ids = one.withoutItemId === true ? undefined : header.batchItemIds
      const id = ids?.of(place, items.length)
      return structureNode(Tag.BatchItem, [
        {tag: Tag.Operation, type: ItemType.Enumeration, value: Operation.valueOf(one.operation) ?? 0},
        ...(id === undefined ? [] : [{tag: Tag.UniqueBatchItemID, type: ItemType.ByteString, value: id} as const]),
        structureNode(
          Tag.RequestPayload,
          one.payload.map((draft) => writeDraft(draft, values, version)),
        ),
      ])
    }),
  ])
  return withLogin(message, login)
}

/** In the order of the specification, which all products keep. */
function headerItems(count: number, {header, version, values, now}: RequestContext): TtlvNode[] {
  const {maximumResponseSize, batchErrorContinuation, batchOrder, timeStamp} = header
  const isOrdered = batchOrder === 'always' || (batchOrder === 'several' && count > 1)
  const fields = [
    protocolVersion(version),
    ...(maximumResponseSize === undefined ? [] : [item('MaximumResponseSize', maximumResponseSize)]),
    ...(batchErrorContinuation === undefined ? [] : [item('BatchErrorContinuationOption', batchErrorContinuation)]),
    ...(isOrdered ? [item('BatchOrderOption', true)] : []),
    ...(timeStamp === true ? [item('TimeStamp', Math.floor(now.getTime() / 1000))] : []),
    item('BatchCount', count),
  ]
  return fields.map((draft) => writeDraft(draft, values, version))
}
