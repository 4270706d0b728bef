import {ResultReason, ResultStatus} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {child, structureNode, type TtlvNode} from '../../../ttlv/node.ts'
import {batchItems, operationOf} from '../cases/operations.ts'
import type {Bindings} from '../conversation/bindings.ts'
import type {Ledger} from '../conversation/ledger.ts'
import {childOf, childrenOf, identifierIn, numberIn} from '../conversation/payload.ts'
import {sameTree} from '../conversation/same-value.ts'
import type {Circumstances} from './circumstances.ts'
import {compare, type Place} from './compare.ts'
import type {Difference} from './difference.ts'

/** A message beside the one that the case expects. */
export interface MessageToJudge {
  /** Of a response: the request that it answers, as sent. */
  readonly request: TtlvNode | undefined
  readonly expected: TtlvNode
  readonly received: TtlvNode
}

/** What is known from the messages before. */
export interface Knowledge {
  readonly bindings: Bindings
  readonly ledger: Ledger
  /** Of the case, `1.4`. */
  readonly version: string
}

/**
 * Judges a message of the server, a response or a request of its own: an empty list says that it is as expected. The
 * knowledge grows by what it tells.
 */
export function judgeMessage({request, expected, received}: MessageToJudge, knowledge: Knowledge): Difference[] {
  knowledge.bindings.received(received)
  const label = kmipVocabulary.tagName(expected.tag) ?? ''
  if (received.tag !== expected.tag) return [{problem: 'type', path: [label], expected, received}]
  const speaksVersion = expected.tag === Tag.RequestMessage || answersInSameVersion(request, received)
  if (speaksVersion) knowledge.ledger.versions.add(knowledge.version)
  const isTried = answersInSameVersion(request, expected)
  const unspoken = speaksVersion || !isTried ? [] : versionRefusal(received, knowledge)
  if (unspoken.length > 0) return unspoken
  const wanted = batchItems(expected)
  const got = batchItems(received)
  const sent = batchItems(request ?? structureNode(Tag.RequestMessage, []))
  const items = wanted.flatMap((item, index) => {
    const path = [label, wanted.length > 1 ? `BatchItem[${index}]` : 'BatchItem']
    const other = got[index]
    if (other === undefined) return [{problem: 'missing', path, expected: item, received: undefined} as const]
    const place = {path, parent: expected.tag, meaning: Tag.BatchItem}
    const judge = expected.tag === Tag.RequestMessage ? judgeRequestItem : judgeResponseItem
    return judge({request: sent[index], expected: item, received: other}, place, knowledge)
  })
  const surplus = got.slice(wanted.length).map((item, index): Difference => ({
    problem: 'unexpected',
    path: [label, `BatchItem[${wanted.length + index}]`],
    expected: undefined,
    received: item,
  }))
  const around = judgeHeader({request, expected, received}, label, knowledge)
  // A refusal explains what else is wrong
  const isRefusal = ({problem}: Difference) => problem === 'refused' || problem === 'unsupported'
  const refused = items.filter(isRefusal)
  const others = items.filter((difference) => !isRefusal(difference))
  return [...refused, ...around, ...others, ...surplus]
}

/**
 * Who has never answered in the version of the case, and calls its message invalid in another one, does not speak that
 * version.
 */
function versionRefusal(received: TtlvNode, {ledger, version}: Knowledge): Difference[] {
  const [item] = batchItems(received)
  const isInvalid = numberIn(item, Tag.ResultReason) === ResultReason.valueOf('InvalidMessage')
  if (item === undefined || !isInvalid || ledger.versions.has(version)) return []
  return [{...refusal(undefined, item, {path: ['ResponseMessage', 'BatchItem']}), problem: 'unsupported'}]
}

function judgeHeader({request, expected, received}: MessageToJudge, label: string, knowledge: Knowledge): Difference[] {
  const outside: Circumstances = {
    ...knowledge,
    operation: '',
    request: undefined,
    expected: undefined,
    received: undefined,
    object: undefined,
  }
  const place = {path: [label], parent: 0, meaning: expected.tag}
  const differences = compare(withoutItems(expected), withoutItems(received), place, outside)
  return differences.filter((difference) => !isVersionOfRequest(difference, request, received))
}

/** A response has the version of its request, whatever another one the case prints. KMIP 1.4 section 6.1. */
function isVersionOfRequest({path}: Difference, request: TtlvNode | undefined, received: TtlvNode): boolean {
  if (path[1] !== 'ResponseHeader' || path[2] !== 'ProtocolVersion') return false
  return answersInSameVersion(request, received)
}

function answersInSameVersion(request: TtlvNode | undefined, received: TtlvNode): boolean {
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

function judgeRequestItem({expected, received}: MessageToJudge, place: Place, knowledge: Knowledge): Difference[] {
  const payload = child(received, Tag.RequestPayload)
  return compare(expected, received, place, {
    ...knowledge,
    operation: operationOf(expected),
    request: undefined,
    expected: child(expected, Tag.RequestPayload),
    received: payload,
    object: knowledge.ledger.object(identifierIn(payload)),
  })
}

function judgeResponseItem(
  {request, expected, received}: MessageToJudge,
  place: Place,
  knowledge: Knowledge,
): Difference[] {
  const operation = operationOf(expected)
  const performed = {
    operation,
    request: childOf(request, Tag.RequestPayload),
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
  noteStream(circumstances, performed.response)
  return compare(expected, received, place, circumstances)
}

/** What varies in one part of a stream varies in the parts after it. */
function noteStream({expected, request, ledger}: Circumstances, response: TtlvNode | undefined): void {
  const varies =
    childOf(expected, Tag.IVCounterNonce) !== undefined ||
    ledger.isVaryingStream(childOf(request, Tag.CorrelationValue))
  if (varies) ledger.noteVaryingStream(childOf(response, Tag.CorrelationValue))
}

function refusal(expected: TtlvNode | undefined, received: TtlvNode, {path}: Pick<Place, 'path'>): Difference {
  const reason = numberIn(received, Tag.ResultReason)
  const message = child(received, Tag.ResultMessage)?.value
  const wanted = childOf(expected, Tag.ResultStatus)
  const isUnsupported = honest.has(reason) && wanted?.value === success
  return {
    problem: reason === undefined ? 'value' : isUnsupported ? 'unsupported' : 'refused',
    path: [...path, 'ResultStatus'],
    expected: wanted,
    received: child(received, Tag.ResultStatus),
    remark: [
      reason === undefined ? undefined : (ResultReason.nameOf(reason) ?? String(reason)),
      typeof message === 'string' ? message : undefined,
    ]
      .filter((text) => text !== undefined)
      .join(': '),
  }
}
