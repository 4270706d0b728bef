import {QueryAsynchronousRequests} from '../../kmip/operations/query-asynchronous-requests.ts'
import type {AsynchronousRequest} from '../../kmip/structures/asynchronous-request.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {correlationValueOf} from '../jobs/correlation-value.ts'
import type {FoundJob} from '../jobs/job-access.ts'
import {answerLifetime, owedPlaces} from '../jobs/job-answers.ts'

/** Messages whose requests are reported at most, the oldest ones: the others are once the client has fetched answers. */
const mostMessages = 1000

/**
 * KMIP 2.1 section 6.1.41: the client's own asynchronous requests whose answers it has not fetched; those of the values
 * that it gives, of the operations that it names, or both. A list of none is no condition.
 */
export const queryAsynchronousRequests = handler(QueryAsynchronousRequests, async (context, request) => {
  const values = request.asynchronousCorrelationValues?.asynchronousCorrelationValue ?? []
  const operations = request.operations?.operation ?? []
  const jobs = values.length === 0 ? await allOwed(context) : await named(context, values)
  const requests = jobs.flatMap((job) => described(job, context.now))
  return {
    asynchronousRequest: requests.filter(({operation}) => operations.length === 0 || operations.includes(operation)),
  }
})

async function allOwed({jobs}: OperationContext): Promise<readonly FoundJob[]> {
  const owed = await jobs.owed(mostMessages)
  return owed.flatMap((job) => owedPlaces(job.state).map((place) => ({...job, place})))
}

async function named({jobs}: OperationContext, values: readonly Uint8Array[]): Promise<readonly FoundJob[]> {
  const found: FoundJob[] = []
  for (const value of new Map(values.map((each) => [Buffer.from(each).toString('hex'), each])).values()) {
    const job = await jobs.find(value)
    if (job !== undefined && owedPlaces(job.state).includes(job.place)) found.push(job)
  }
  return found
}

function described({record, state, place}: FoundJob, now: Date): readonly AsynchronousRequest[] {
  const item = state.request.batchItems?.[place]
  if (item === undefined) return []
  const submitted = state.submittedAt ?? estimatedSubmission(record, now)
  const request = {
    asynchronousCorrelationValue: correlationValueOf({jobId: record.id, place}),
    operation: item.operation,
    submissionDate: BigInt(submitted) * 1000n,
    processingStage: stageOf({record, state}),
  }
  return [request]
}

function stageOf({record, state}: Pick<FoundJob, 'record' | 'state'>): AsynchronousRequest['processingStage'] {
  if (record.status === 'finished') return 'Completed'
  return state.begun === true ? 'InProcess' : 'Submitted'
}

/** Of requests that were stored before their time was: when they ended, or that it was before now. */
function estimatedSubmission({status, expiresAt}: FoundJob['record'], now: Date): number {
  return status === 'finished' ? (expiresAt - answerLifetime) * 1000 : now.getTime()
}
