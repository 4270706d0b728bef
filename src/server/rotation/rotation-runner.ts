import {setImmediate as nextTurn, setTimeout as delay} from 'node:timers/promises'
import type {ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {StoredObject} from '../../storage/store.ts'
import type {Log} from '../log.ts'
import type {Engine} from '../pipeline/engine.ts'
import {Resting} from './resting.ts'
import {rotate, type Rotation} from './rotate.ts'

/** Milliseconds between two looks at the clock: so late at most a rotation begins while a server runs. */
const interval = 1000
/** Milliseconds for which nothing is tried when the store or the audit cannot be written. */
const pause = 10_000
/** Objects to look for at a time. */
const piece = 20

type Due = Pick<StoredObject, 'scopeId' | 'id'>

/**
 * Rotates objects on their day, whether or not anybody asks for them, and what was due while no server ran. One after the
 * other: nobody waits for it, and clients shall not wait because of it.
 */
export class RotationRunner {
  readonly #engine: Engine
  readonly #log: Pick<Log, 'info' | 'warn'>
  readonly #resting = new Resting()
  readonly #timer: NodeJS.Timeout
  #looking: Promise<void> | undefined
  #pausedUntil = 0
  #stopped = false

  constructor(engine: Engine, log: Pick<Log, 'info' | 'warn'>) {
    this.#engine = engine
    this.#log = log
    this.#timer = setInterval(() => void this.look(), interval).unref()
  }

  /** Rotates what is due; resolves when that is done. Never rejects. */
  async look(): Promise<void> {
    if (this.#stopped || this.#engine.clock().getTime() < this.#pausedUntil) return
    this.#looking ??= this.#rotateDue().finally(() => (this.#looking = undefined))
    await this.#looking
  }

  /** Begins nothing more, and waits for what runs, some milliseconds at most: what is cut off has done nothing. */
  async stop(deadline: number): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    await Promise.race([this.#looking, delay(deadline, undefined, {ref: false})])
  }

  async #rotateDue(): Promise<void> {
    try {
      let more = true
      while (more && !this.#stopped) more = await this.#rotatePiece()
    } catch (error) {
      // The store may be closed by now
      if (this.#stopped) return
      this.#engine.reportInternalError(error)
      this.#pausedUntil = this.#engine.clock().getTime() + pause
    }
  }

  /** True when there may be more at once. */
  async #rotatePiece(): Promise<boolean> {
    const due = await this.#due()
    if (due.length > 0) await this.#engine.observer?.jobsStarting?.({count: due.length})
    let tried = 0
    for (const object of due) {
      if (this.#stopped) return false
      if (await this.#rotate(object)) tried++
      await nextTurn()
    }
    return due.length === piece && tried > 0
  }

  async #due(): Promise<readonly Due[]> {
    const now = this.#engine.clock().getTime()
    const limit = piece + this.#resting.size
    const due = await this.#engine.store.read(({objects}) => objects.dueRotations(Math.floor(now / 1000), limit))
    if (due.length < limit) this.#resting.keep(due)
    return due.filter((object) => !this.#resting.isResting(object, now)).slice(0, piece)
  }

  /** False when somebody else has done it. */
  async #rotate(object: Due): Promise<boolean> {
    const start = performance.now()
    const rotation = await rotate(this.#engine, object)
    const isDone = rotation === 'not due' || (rotation !== 'waits' && rotation.response.resultStatus === 'Success')
    if (isDone) this.#resting.forget(object)
    else this.#resting.rest(object, this.#engine.clock().getTime())
    if (typeof rotation === 'object') await this.#tell(object, rotation, performance.now() - start)
    return rotation !== 'not due'
  }

  async #tell(object: Due, {identity, request, response, replacement}: Rotation, milliseconds: number): Promise<void> {
    const {operation} = request
    const facts = {scope: identity.scopeName, operation, object: object.id}
    const ms = Math.round(milliseconds * 1000) / 1000
    if (response.resultStatus === 'Success') this.#log.info({...facts, replacement, ms}, 'Object rotated')
    else this.#log.warn({...facts, ...failureOf(response), ms}, 'An object could not be rotated')
    const {observer} = this.#engine
    await observer?.rotationDone?.({identity, requests: [request], responses: [response], milliseconds})
  }
}

function failureOf({resultReason, resultMessage}: ResponseBatchItem) {
  return {reason: resultReason, message: resultMessage}
}
