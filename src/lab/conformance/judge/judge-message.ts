import {ResultReason, ResultStatus} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {child, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import {batchItems, operationOf} from '../cases/operations.ts'
import type {Bindings} from '../conversation/bindings.ts'
import type {Ledger} from '../conversation/ledger.ts'
import {childOf, childrenOf, identifierIn, numberIn} from '../conversation/payload.ts'
import {sameTree} from '../conversation/same-value.ts'
import type {Circumstances} from './circumstances.ts'
import {compare, type Place} from './compare.ts'
import type {Difference} from './difference.ts'

/** A response beside the one that the case expects, and the request that it answers, as sent. */
export interface MessageToJudge {
  readonly request: TtlvNode
  readonly expected: TtlvNode
  readonly received: TtlvNode
}

/** What is known from the messages before. */
export interface Knowledge {
  readonly bindings: Bindings
  readonly ledger: Ledger
}

/** Judges a response: an empty list says that it is as expected. The knowledge grows by what it tells. */
export function judgeMessage({request, expected, received}: MessageToJudge, knowledge: Knowledge): Difference[] {
  knowledge.bindings.received(received)
  const nothing = structureNode(Tag.ResponsePayload, [])
  const outside: Circumstances = {
    ...knowledge,
    operation: '',
    request: undefined,
    expected: undefined,
    received: undefined,
    object: undefined,
  }
  const wanted = batchItems(expected)
  const got = batchItems(received)
  const sent = batchItems(request)
  const items = wanted.flatMap((item, index) => {
    const label = wanted.length > 1 ? `BatchItem[${index}]` : 'BatchItem'
    const place = {path: ['ResponseMessage', label], parent: Tag.ResponseMessage, meaning: Tag.BatchItem}
    const other = got[index]
    if (other === undefined)
      return [{problem: 'missing', path: place.path, expected: item, received: undefined} as const]
    return judgeItem({request: sent[index] ?? nothing, expected: item, received: other}, place, knowledge)
  })
  const surplus = got.slice(wanted.length).map((item, index): Difference => ({
    problem: 'unexpected',
    path: ['ResponseMessage', `BatchItem[${wanted.length + index}]`],
    expected: undefined,
    received: item,
  }))
  const around = compare(withoutItems(expected), withoutItems(received), messagePlace, outside).filter(
    (difference) => !isVersionOfRequest(difference, request, received),
  )
  // A refusal explains what else is wrong
  const refused = items.filter(({problem}) => problem === 'refused' || problem === 'unsupported')
  const others = items.filter((difference) => !refused.includes(difference))
  return [...refused, ...around, ...others, ...surplus]
}

const messagePlace: Place = {path: ['ResponseMessage'], parent: 0, meaning: Tag.ResponseMessage}

/**
 * A response has the version of its request, whatever another one the case prints. KMIP 1.4 section 6.1.
 */
function isVersionOfRequest({path}: Difference, request: TtlvNode, received: TtlvNode): boolean {
  if (path[1] !== 'ResponseHeader' || path[2] !== 'ProtocolVersion') return false
  const asked = childOf(childOf(request, Tag.RequestHeader), Tag.ProtocolVersion)
  const got = childOf(childOf(received, Tag.ResponseHeader), Tag.ProtocolVersion)
  return asked !== undefined && got !== undefined && sameTree(asked, got)
}

function withoutItems(message: TtlvNode): TtlvNode {
  return structureNode(
    message.tag,
    childrenOf(message).filter(({tag}) => tag !== Tag.BatchItem),
  )
}

const success = ResultStatus.valueOf('Success')

/** Reasons by which a server honestly says that it does not do something. */
const honest: ReadonlySet<number | undefined> = new Set(
  (
    [
      'OperationNotSupported',
      'FeatureNotSupported',
      'ApplicationNamespaceNotSupported',
      'KeyFormatTypeNotSupported',
      'KeyCompressionTypeNotSupported',
      'KeyWrapTypeNotSupported',
      'UnsupportedAttribute',
      'UnsupportedCryptographicParameters',
      'UnsupportedProtocolVersion',
    ] as const
  ).map((name) => ResultReason.valueOf(name)),
)

function judgeItem({request, expected, received}: MessageToJudge, place: Place, knowledge: Knowledge): Difference[] {
  const operation = operationOf(expected)
  const performed = {
    operation,
    request: child(request, Tag.RequestPayload),
    response: child(received, Tag.ResponsePayload),
  }
  const {ledger} = knowledge
  const status = numberIn(received, Tag.ResultStatus)
  if (status === success) ledger.note(performed)
  if (status !== numberIn(expected, Tag.ResultStatus)) return [refusal(expected, received, place)]
  const circumstances: Circumstances = {
    ...knowledge,
    ...performed,
    expected: child(expected, Tag.ResponsePayload),
    received: performed.response,
    object: ledger.object(identifierIn(performed.response) ?? identifierIn(performed.request)),
  }
  if (childOf(circumstances.expected, Tag.IVCounterNonce) !== undefined) {
    ledger.noteVaryingStream(childOf(performed.response, Tag.CorrelationValue))
  }
  if (ledger.isVaryingStream(childOf(performed.request, Tag.CorrelationValue))) {
    ledger.noteVaryingStream(childOf(performed.response, Tag.CorrelationValue))
  }
  return compare(expected, received, place, circumstances)
}

function refusal(expected: TtlvNode, received: TtlvNode, {path}: Place): Difference {
  const reason = numberIn(received, Tag.ResultReason)
  const message = child(received, Tag.ResultMessage)?.value
  const isUnsupported = honest.has(reason) && numberIn(expected, Tag.ResultStatus) === success
  return {
    problem: reason === undefined ? 'value' : isUnsupported ? 'unsupported' : 'refused',
    path: [...path, 'ResultStatus'],
    expected: child(expected, Tag.ResultStatus),
    received: child(received, Tag.ResultStatus),
    remark: [
      reason === undefined ? undefined : (ResultReason.nameOf(reason) ?? String(reason)),
      typeof message === 'string' ? message : undefined,
    ]
      .filter((text) => text !== undefined)
      .join(': '),
  }
}
