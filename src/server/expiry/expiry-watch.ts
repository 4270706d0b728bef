import type {Log} from '../log.ts'

/** Things of one kind that end soon. */
export interface EndingSoon {
  /** In the plural, as in `credentials`. */
  readonly kind: string
  readonly count: number
  /** The first to end, as people know it. */
  readonly nearest: {readonly name: string; readonly notAfter: Date}
  /** What to do about it. */
  readonly hint: string
}

export interface ExpiryWatchOptions {
  /** What ends within a week and has not ended yet, one entry a kind. */
  readonly endingSoon: () => Promise<readonly EndingSoon[]>
  readonly log: Log
  readonly report: (error: unknown) => unknown
}

const day = 24 * 60 * 60_000

/** Warns of what ends soon, at the start and once a day: one line a kind, however much it is. */
export class ExpiryWatch {
  readonly #options: ExpiryWatchOptions
  readonly #timer: NodeJS.Timeout
  #looking: Promise<void> = Promise.resolve()

  constructor(options: ExpiryWatchOptions) {
    this.#options = options
    const look = () => void (this.#looking = this.#look())
    this.#timer = setInterval(look, day).unref()
    look()
  }

  /** Resolves when it no longer reads anything. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const {endingSoon, log, report} = this.#options
    try {
      for (const {kind, count, nearest, hint} of await endingSoon()) {
        const when = nearest.notAfter.toISOString()
        log.warn({kind, count, nearest: nearest.name, notAfter: when, hint}, `Some ${kind} end within a week`)
      }
    } catch (error) {
      report(error)
    }
  }
}
