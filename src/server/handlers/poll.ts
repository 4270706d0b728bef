import {KmipError} from '../../kmip/error.ts'
import type {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {operations} from '../../kmip/operations/index.ts'
import {Poll} from '../../kmip/operations/poll.ts'
import type {Operation} from '../../kmip/schema/operation.ts'
import {expectType} from '../../kmip/schema/scalars.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import type {Version} from '../../kmip/spec/version.ts'
import {ItemType, structureNode} from '../../ttlv/node.ts'
import type {OperationContext} from '../context.ts'
import {itemHandler} from '../handler.ts'
import {describeIdentity} from '../identity/identity.ts'
import {unknownCorrelationValue} from '../jobs/job-access.ts'
import {canceledAnswer, owedPlaces} from '../jobs/job-answers.ts'

/**
 * KMIP 1.4 section 4.28, 2.1 section 6.1.38: the answer that the request would have got at once, or that there is none
 * yet. It can be asked for again until it is forgotten.
 */
export const poll = itemHandler(Poll, async (context, {asynchronousCorrelationValue}) => {
  const job = await context.jobs.find(asynchronousCorrelationValue)
  if (job === undefined) throw unknownCorrelationValue()
  const {record, state, place} = job
  const item = state.request.batchItems?.[place]
  if (state.answers === undefined && !state.canceled.includes(place)) {
    return {operation: item?.operation, resultStatus: 'OperationPending', asynchronousCorrelationValue}
  }
  checkGranted(context, item?.operation)
  if (owedPlaces(state).includes(place)) {
    await context.jobs.save(record, {...state, fetched: [...(state.fetched ?? []), place]})
  }
  const answer = state.answers?.[place] ?? canceledAnswer(item)
  return state.version === context.version ? answer : inVersion(answer, context.version)
})

/** What a role may not do any more, it may not see the result of either. */
function checkGranted({identity}: OperationContext, operation: ResponseBatchItem['operation']): void {
  if (typeof operation !== 'string' || identity.allows(operation)) return
  throw new KmipError(
    'PermissionDenied',
    `Operation ${operation} is not granted to ${describeIdentity(identity)} any more`,
  )
}

function inVersion(answer: ResponseBatchItem, version: Version): ResponseBatchItem {
  const {operation, payload} = answer
  if (payload === undefined || typeof operation !== 'string' || !Object.hasOwn(operations, operation)) return answer
  const {response}: Operation = operations[operation as keyof typeof operations]
  const values = response.decodeItems(expectType(payload, ItemType.Structure).value)
  return {...answer, payload: structureNode(Tag.ResponsePayload, response.encodeItems(values, version))}
}
