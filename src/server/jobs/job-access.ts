import {KmipError} from '../../kmip/error.ts'
import type {JobRecord, ReadTransaction, Transaction} from '../../storage/store.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import type {Identity} from '../identity/identity.ts'
import {jobItemOf} from './correlation-value.ts'
import {ownerOf, withState} from './job-answers.ts'
import type {JobBell} from './job-bell.ts'
import {decodeJob, type JobState} from './job-state.ts'

/** A job as its owner finds it by the correlation value of one of its items. */
export interface FoundJob extends OwnJob {
  readonly place: number
}

/** A job with what it says. */
export interface OwnJob {
  readonly record: JobRecord
  readonly state: JobState
}

/** The asynchronous requests of one credential. */
export interface JobAccess {
  /** Undefined for what has been forgotten, never was, or is another's. */
  find(correlationValue: Uint8Array): Promise<FoundJob | undefined>
  /** Those of which answers have not been fetched, oldest first. */
  owed(limit: number): Promise<readonly OwnJob[]>
  save(record: JobRecord, state: JobState): Promise<void>
  /** Resolves when the job is finished. Not to be awaited within a transaction. */
  finish(record: JobRecord): Promise<void>
}

interface Parts {
  readonly reader: Pick<ReadTransaction, 'jobs'>
  readonly writer: Transaction | undefined
  readonly bell: Pick<JobBell, 'finish'>
}

export function createJobAccess({reader, writer, bell}: Parts, identity: Identity, now: Date): JobAccess {
  return {
    async find(correlationValue) {
      const item = jobItemOf(correlationValue)
      const record = item && (await reader.jobs.get(identity.scopeId, item.jobId))
      if (item === undefined || record?.kind !== 'operation' || isForgotten(record, now)) return undefined
      const state = decodeJob(record.state)
      const {batchItems = []} = state.request
      if (ownerOf(state) !== ownerOf(identity) || item.place >= batchItems.length) return undefined
      return {record, state, place: item.place}
    },
    async owed(limit) {
      const records = await reader.jobs.owedTo(identity.scopeId, ownerOf(identity), limit)
      return records
        .filter((record) => !isForgotten(record, now))
        .map((record) => ({record, state: decodeJob(record.state)}))
    },
    async save(record, state) {
      if (writer === undefined) throw new WriteNeeded()
      await writer.jobs.put(withState(record, state))
    },
    finish: ({scopeId, id}) => bell.finish(scopeId, id),
  }
}

/** The refusal of a value that names none of a client's requests. */
export function unknownCorrelationValue(): KmipError {
  return new KmipError(
    'InvalidAsynchronousCorrelationValue',
    'The Asynchronous Correlation Value belongs to no operation of this credential that is pending or has ended lately',
  )
}

function isForgotten({status, expiresAt}: JobRecord, now: Date): boolean {
  return status === 'finished' && expiresAt * 1000 <= now.getTime()
}
