import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {JobRecord} from '../../storage/store.ts'
import {encodeJob, type JobState} from './job-state.ts'

/** Seconds for which the answer of an asynchronous request is kept. */
export const answerLifetime = 24 * 60 * 60

/** The items that have not been canceled, with their places. */
export function itemsToRun({request, canceled}: JobState): readonly {item: RequestBatchItem; place: number}[] {
  return (request.batchItems ?? []).flatMap((item, place) => (canceled.includes(place) ? [] : {item, place}))
}

/** All answers of a job: those that its run gave, in order; of the others, why there is none. */
export function completeAnswers(state: JobState, given: readonly ResponseBatchItem[]): readonly ResponseBatchItem[] {
  const run = new Map(itemsToRun(state).map(({place}, index) => [place, given[index]]))
  return (state.request.batchItems ?? []).map((item, place) => {
    if (state.canceled.includes(place)) return notRun(item, 'Canceled before it began')
    return run.get(place) ?? notRun(item, 'Not begun, because an earlier item of its batch failed')
  })
}

export function canceledAnswer(item: RequestBatchItem | undefined): ResponseBatchItem {
  return notRun(item, 'Canceled before it began')
}

/** The job with its answers, which are kept for some time. */
export function finished(record: JobRecord, now: Date): JobRecord {
  return {...record, status: 'finished', expiresAt: Math.floor(now.getTime() / 1000) + answerLifetime}
}

/** The places of the items whose answers the client has yet to fetch; it knows those of what it canceled. */
export function owedPlaces({request, canceled, fetched = []}: JobState): readonly number[] {
  const places = [...(request.batchItems ?? []).keys()]
  return places.filter((place) => !canceled.includes(place) && !fetched.includes(place))
}

/** Whose requests those of a client are. Authorities of others may give out the number of somebody's credential. */
export function ownerOf({serialNumber, foreign}: Pick<JobState, 'serialNumber' | 'foreign'>): string {
  return foreign === undefined ? `credential ${serialNumber}` : `certificate ${foreign.fingerprint}`
}

/** A job as it is stored in a state. */
export function withState(record: Omit<JobRecord, 'state'>, state: JobState): JobRecord {
  const owedTo = owedPlaces(state).length === 0 ? undefined : ownerOf(state)
  return {...record, state: encodeJob(state), owedTo}
}

function notRun(item: RequestBatchItem | undefined, resultMessage: string): ResponseBatchItem {
  return {
    operation: item?.operation,
    resultStatus: 'OperationFailed',
    resultReason: 'OperationCanceledByRequester',
    resultMessage,
  }
}
