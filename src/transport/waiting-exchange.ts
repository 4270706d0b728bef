import {startDeadline} from './deadline.ts'

export interface ExchangeOptions {
  /** Ends the wait; the answer is then dropped when it comes. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds, 30000 when absent; 0 waits for ever. Running out closes the connection. */
  readonly timeoutMs?: number | undefined
}

/** A request whose answer has not come. Settles once; later calls change nothing. */
export class WaitingExchange {
  readonly answer: Promise<Uint8Array>
  readonly #stopTimer: () => void
  readonly #signal: AbortSignal | undefined
  #resolve: (answer: Uint8Array) => void = () => undefined
  #reject: (reason: unknown) => void = () => undefined

  constructor(onTimeout: () => void, timeoutMs: number, signal: AbortSignal | undefined) {
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#stopTimer = startDeadline(timeoutMs, onTimeout)
    this.#signal = signal
    signal?.addEventListener('abort', this.#abandon)
  }

  resolve(answer: Uint8Array): void {
    this.#settle()
    this.#resolve(answer)
  }

  reject(reason: unknown): void {
    this.#settle()
    this.#reject(reason)
  }

  readonly #abandon = (): void => this.reject(this.#signal?.reason)

  #settle(): void {
    this.#stopTimer()
    this.#signal?.removeEventListener('abort', this.#abandon)
  }
}
