import {Cancel} from '../../kmip/operations/cancel.ts'
import type {ResponseOf} from '../../kmip/schema/operation.ts'
import type {OperationContext} from '../context.ts'
import {handler} from '../handler.ts'
import {completeAnswers, finished, itemsToRun} from '../jobs/job-answers.ts'
import type {FoundJob} from '../jobs/job-access.ts'

type Result = ResponseOf<typeof Cancel>['cancellationResult']

/**
 * KMIP 1.4 section 4.27, 2.1 section 6.1.5. What an operation does and that it is finished are committed together: one
 * that is not finished has done nothing, and can be canceled.
 */
export const cancel = handler(
  Cancel,
  async (context, {asynchronousCorrelationValue}) => {
    const job = await context.jobs.find(asynchronousCorrelationValue)
    const cancellationResult = job === undefined ? 'Unavailable' : await canceled(context, job)
    return {asynchronousCorrelationValue, cancellationResult}
  },
  {writes: true},
)

async function canceled(context: OperationContext, {record, state, place}: FoundJob): Promise<Result> {
  if (state.canceled.includes(place)) return 'Canceled'
  if (state.answers !== undefined) {
    return state.answers[place]?.resultStatus === 'Success' ? 'Completed' : 'Failed'
  }
  const rest = {...state, canceled: [...state.canceled, place]}
  if (itemsToRun(rest).length > 0) await context.jobs.save(record, rest)
  else await context.jobs.save(finished(record, context.now), {...rest, answers: completeAnswers(rest, [])})
  return 'Canceled'
}
