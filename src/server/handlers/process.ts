import {KmipError} from '../../kmip/error.ts'
import {Process} from '../../kmip/operations/process.ts'
import {handler} from '../handler.ts'
import {unknownCorrelationValue} from '../jobs/job-access.ts'
import {owedPlaces} from '../jobs/job-answers.ts'

/**
 * KMIP 2.1 section 6.1.39: the request is finished before this one is answered, together with the others of its message,
 * which run in their order.
 */
export const processRequest = handler(
  Process,
  async (context, {asynchronousCorrelationValue}) => {
    const job = await context.jobs.find(asynchronousCorrelationValue)
    if (job === undefined || !owedPlaces(job.state).includes(job.place)) throw unknownCorrelationValue()
    const {record, state, place} = job
    const {processed = []} = state
    if (processed.includes(place)) {
      throw new KmipError('DuplicateProcessRequest', 'The asynchronous request has been processed by request already')
    }
    if (record.status === 'waiting') {
      await context.outside(`asynchronous request ${record.id}`, () => context.jobs.finish(record))
    }
    await context.jobs.save(record, {...state, processed: [...processed, place]})
    return {}
  },
  {writes: true},
)
