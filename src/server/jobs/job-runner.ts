import {setTimeout as delay} from 'node:timers/promises'
import type {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import {KmipError} from '../../kmip/error.ts'
import type {JobRecord, JobStore} from '../../storage/store.ts'
import {isRefused, type Identify} from '../identity/identify.ts'
import {createIdentifyAgain, type IdentifyAgain} from '../identity/identify-again.ts'
import {failedItem} from '../pipeline/answer-item.ts'
import type {Engine} from '../pipeline/engine.ts'
import {toFailure} from '../pipeline/result.ts'
import {runMessage} from '../pipeline/run-message.ts'
import type {OwnJob} from './job-access.ts'
import {completeAnswers, finished, itemsToRun, withState} from './job-answers.ts'
import type {JobAttendant} from './job-bell.ts'
import {decodeJob, type JobState} from './job-state.ts'

/** Asynchronous requests that run at the same time; one that computes shall not hold up all others. */
const mostAtOnce = 4
/** Milliseconds between two looks for what nobody rang for: what another process left, or what could not be finished. */
const lookInterval = 10_000
/** Milliseconds between two removals of answers that are not kept any longer. */
const forgetInterval = 10 * 60_000

/** Items were canceled, or another process was faster, since the job was read. */
class JobChanged extends Error {}

/**
 * Runs asynchronous requests in the background, each in one transaction with the note that it is finished: a process
 * that ends in the middle has done nothing of it, and the next one runs it again.
 */
export class JobRunner implements JobAttendant {
  readonly #engine: Engine
  readonly #identifyAgain: IdentifyAgain
  readonly #running = new Map<string, Promise<void>>()
  readonly #timer: NodeJS.Timeout
  #looking: Promise<void> | undefined
  #lookAgain = false
  #stopped = false
  #forgotAt = 0

  constructor(engine: Engine, identify: Identify) {
    this.#engine = engine
    this.#identifyAgain = createIdentifyAgain(engine.store, identify, engine.clock)
    engine.jobs.attend(this)
    this.#timer = setInterval(() => this.wake(), lookInterval).unref()
  }

  /** Looks for work. */
  wake(): void {
    if (this.#stopped) return
    this.#lookAgain = true
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined))
  }

  /**
   * Resolves when a request is finished, by this process or another: at once, without waiting for others to end. Fails
   * when the server is stopping, or when the end could not be noted.
   */
  async finish(scopeId: string, jobId: string): Promise<void> {
    const read = () => this.#engine.store.read(({jobs}) => jobs.get(scopeId, jobId))
    const job = await read()
    if (job?.status === 'waiting' && !this.#stopped) await (this.#running.get(jobId) ?? this.#start(job))
    if ((await read())?.status === 'waiting') throw new Error(`Asynchronous request ${jobId} could not be finished`)
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#looking !== undefined || this.#running.size > 0) {
      await this.#looking
      await Promise.all(this.#running.values())
    }
  }

  /**
   * Begins nothing more, and waits for what runs, some milliseconds at most: what is cut off has done nothing and runs
   * again at the next start.
   */
  async stop(deadline: number): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await Promise.race([this.idle(), delay(deadline, undefined, {ref: false})])
  }

  async #look(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#stopped) {
        this.#lookAgain = false
        await this.#forgetOld()
        const jobs = await this.#engine.store.read((transaction) =>
          transaction.jobs.waiting('operation', mostAtOnce + this.#running.size),
        )
        if (jobs.length > 0) await this.#engine.observer?.jobsStarting?.({count: jobs.length})
        for (const job of jobs) this.#begin(job)
      }
    } catch (error) {
      this.#report(error)
    }
  }

  #begin(job: JobRecord): void {
    if (this.#running.size >= mostAtOnce || this.#running.has(job.id)) return
    void this.#start(job)
  }

  /** Never rejects. */
  #start(job: JobRecord): Promise<void> {
    const run = this.#runToEnd(job)
    this.#running.set(job.id, run)
    return run
  }

  /** Never rejects. */
  async #runToEnd(job: JobRecord): Promise<void> {
    const isNoted = await this.#run(job)
    this.#running.delete(job.id)
    // What could not be noted waits for the next look by the clock
    if (isNoted) this.wake()
  }

  /** False when it could not even be noted as failed. Never rejects. */
  async #run(job: JobRecord): Promise<boolean> {
    try {
      await this.#tryToRun(job)
      return true
    } catch (error) {
      // The store may be closed by now; whatever it was, the next start tries again
      if (this.#stopped) return false
      const logId = this.#report(error)
      return this.#fail(job, new KmipError('GeneralFailure', `Internal error (log ${logId})`))
    }
  }

  async #tryToRun({scopeId, id}: JobRecord): Promise<void> {
    for (;;) {
      const begun = await this.#engine.store.transaction(({jobs}) => beginJob(jobs, scopeId, id))
      if (begun === undefined) return
      try {
        return await this.#perform(begun.record, begun.state)
      } catch (error) {
        if (!(error instanceof JobChanged)) throw error
      }
    }
  }

  async #perform(record: JobRecord, state: JobState): Promise<void> {
    const engine = this.#engine
    const identity = await this.#identifyAgain(state)
    if (isRefused(identity)) {
      const refusal = new KmipError('AuthenticationNotSuccessful', `Authentication failed: ${identity.refused}`)
      return await this.#finish(record, state, this.#failures(state, refusal))
    }
    const {request, version} = state
    const batchItems = itemsToRun(state).map(({item}) => item)
    const message = {header: {...request.header, batchCount: batchItems.length}, batchItems}
    const start = performance.now()
    let noted = false
    const items = await runMessage(
      engine,
      {identity, message, version, now: engine.clock()},
      {
        sizeLeft: request.header.maximumResponseSize,
        writes: true,
        oneAnswerEach: true,
        before: async ({writer}) => {
          if (writer !== undefined) await assertUnchanged(writer.jobs, record)
          return undefined
        },
        after: async ({writer}, answers) => {
          if (writer !== undefined) await note(writer.jobs, {record, state, answers, now: engine.clock()})
          noted = true
        },
      },
    )
    // Undone as a whole, the note too
    if (!noted) await this.#finish(record, state, items)
    const milliseconds = performance.now() - start
    await engine.observer?.jobDone?.({identity, requests: batchItems, responses: items, milliseconds})
  }

  async #fail({scopeId, id}: JobRecord, error: KmipError): Promise<boolean> {
    try {
      const job = await this.#engine.store.read(({jobs}) => jobs.get(scopeId, id))
      if (job?.status !== 'waiting') return true
      const state = decodeJob(job.state)
      await this.#finish(job, state, this.#failures(state, error))
      return true
    } catch (second) {
      if (!(second instanceof JobChanged)) this.#report(second)
      return second instanceof JobChanged
    }
  }

  #failures(state: JobState, error: KmipError): readonly ResponseBatchItem[] {
    const {reportInternalError} = this.#engine
    return itemsToRun(state).map(({item}) =>
      failedItem(item, toFailure(error, state.version, reportInternalError, item.operation)),
    )
  }

  async #finish(record: JobRecord, state: JobState, answers: readonly ResponseBatchItem[]): Promise<void> {
    await this.#engine.store.transaction(async ({jobs}) => {
      await assertUnchanged(jobs, record)
      await note(jobs, {record, state, answers, now: this.#engine.clock()})
    })
  }

  async #forgetOld(): Promise<void> {
    const now = this.#engine.clock().getTime()
    if (now - this.#forgotAt < forgetInterval) return
    this.#forgotAt = now
    const seconds = Math.floor(now / 1000)
    await this.#engine.store.transaction(({jobs}) => jobs.deleteExpired(seconds))
  }

  #report(error: unknown): string {
    return this.#engine.reportInternalError(error)
  }
}

/** Notes that a job is being run, so that every process can tell; undefined for one that waits no longer. */
async function beginJob(jobs: JobStore, scopeId: string, id: string): Promise<OwnJob | undefined> {
  const record = await jobs.get(scopeId, id)
  if (record?.status !== 'waiting') return undefined
  const state = decodeJob(record.state)
  if (state.begun === true) return {record, state}
  const begun = {...state, begun: true}
  const noted = withState(record, begun)
  await jobs.put(noted)
  return {record: noted, state: begun}
}

async function assertUnchanged(jobs: JobStore, {scopeId, id, state}: JobRecord): Promise<void> {
  const now = await jobs.get(scopeId, id)
  if (now?.status !== 'waiting' || Buffer.compare(now.state, state) !== 0) throw new JobChanged()
}

interface Note {
  readonly record: JobRecord
  readonly state: JobState
  readonly answers: readonly ResponseBatchItem[]
  readonly now: Date
}

async function note(jobs: JobStore, {record, state, answers, now}: Note): Promise<void> {
  const complete = completeAnswers(state, answers)
  await jobs.put(withState(finished(record, now), {...state, begun: undefined, answers: complete}))
}
