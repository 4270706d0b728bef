import {setTimeout as delay} from 'node:timers/promises'
import type {Store} from '../../storage/store.ts'

/** Whether a server can take requests, and if not, why. */
export type Readiness = {readonly ready: true} | {readonly ready: false; readonly reason: string}

const defaultPatience = 2000

type Phase = 'starting' | 'serving' | 'stopping'

export interface HealthOptions {
  readonly store: Store
  /** When there are some, one has to work. */
  readonly auditDevices?: readonly {readonly isWorking: boolean}[] | undefined
  /** Milliseconds within which a store that is well answers. */
  readonly patience?: number | undefined
}

/** Knows where a server stands between its start and its end. */
export class Health {
  readonly #store: Store
  readonly #auditDevices: readonly {readonly isWorking: boolean}[]
  readonly #patience: number
  #phase: Phase = 'starting'
  #openListeners: () => number = () => 0

  constructor({store, auditDevices = [], patience = defaultPatience}: HealthOptions) {
    this.#store = store
    this.#auditDevices = auditDevices
    this.#patience = patience
  }

  /** `openListeners` says how many addresses are listened on. */
  serving(openListeners: () => number): void {
    this.#phase = 'serving'
    this.#openListeners = openListeners
  }

  stopping(): void {
    this.#phase = 'stopping'
  }

  /** Never rejects. */
  async readiness(): Promise<Readiness> {
    if (this.#phase !== 'serving') return {ready: false, reason: `The server is ${this.#phase}`}
    if (this.#openListeners() === 0) return {ready: false, reason: 'The server listens on no address'}
    if (this.#auditDevices.length > 0 && !this.#auditDevices.some(({isWorking}) => isWorking)) {
      return {ready: false, reason: 'No audit device can be written, so every request is refused'}
    }
    const problem = await this.#storeProblem()
    return problem === undefined ? {ready: true} : {ready: false, reason: problem}
  }

  async #storeProblem(): Promise<string | undefined> {
    const answer = this.#store.read(async ({administration}) => {
      await administration.setting('configuration')
      return undefined
    })
    // What went wrong is for the log of whoever meets it; here it could name files
    const failed = answer.catch(() => 'The store cannot be read')
    const late = delay(this.#patience, 'The store does not answer', {ref: false})
    return await Promise.race([failed, late])
  }
}
