import type {JobRecord, ReadTransaction, Transaction} from '../../storage/store.ts'
import {WriteNeeded} from '../objects/escalation.ts'
import type {Identity} from '../identity/identity.ts'
import {jobItemOf} from './correlation-value.ts'
import {decodeJob, encodeJob, type JobState} from './job-state.ts'

/** A job as its owner finds it by the correlation value of one of its items. */
export interface FoundJob {
  readonly record: JobRecord
  readonly state: JobState
  readonly place: number
}

/** The asynchronous requests of one credential. */
export interface JobAccess {
  /** Undefined for what has been forgotten, never was, or is another's. */
  find(correlationValue: Uint8Array): Promise<FoundJob | undefined>
  save(record: JobRecord, state: JobState): Promise<void>
}

interface Parts {
  readonly reader: Pick<ReadTransaction, 'jobs'>
  readonly writer: Transaction | undefined
}

export function createJobAccess({reader, writer}: Parts, identity: Identity, now: Date): JobAccess {
  return {
    async find(correlationValue) {
      const item = jobItemOf(correlationValue)
      const record = item && (await reader.jobs.get(identity.scopeId, item.jobId))
      if (item === undefined || record?.kind !== 'operation' || isForgotten(record, now)) return undefined
      const state = decodeJob(record.state)
      const {batchItems = []} = state.request
      if (!isOwner(state, identity) || item.place >= batchItems.length) return undefined
      return {record, state, place: item.place}
    },
    async save(record, state) {
      if (writer === undefined) throw new WriteNeeded()
      await writer.jobs.put({...record, state: encodeJob(state)})
    },
  }
}

/** Authorities of others may give out the number of somebody's credential. */
function isOwner({serialNumber, foreign}: JobState, identity: Identity): boolean {
  return serialNumber === identity.serialNumber && foreign?.fingerprint === identity.foreign?.fingerprint
}

function isForgotten({status, expiresAt}: JobRecord, now: Date): boolean {
  return status === 'finished' && expiresAt * 1000 <= now.getTime()
}
