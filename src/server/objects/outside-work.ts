/**
 * Work that must not hold a transaction open (a key generation, a key derivation), done for a handler. The key says
 * what the work depends on, so that its result can be given out when the message is run again.
 */
export type Outside = <T>(key: string, work: () => Promise<T>) => Promise<T>

/**
 * Thrown by a request that needs work done first: the pipeline leaves the transaction, has the work done and runs the
 * message again from its beginning. Nothing of the first run remains but the result.
 */
export class OutsideWork extends Error {
  /** Does the work and keeps what comes of it, a failure too. */
  readonly perform: () => Promise<void>

  constructor(perform: () => Promise<void>) {
    super('This request needs work done outside its transaction')
    this.name = 'OutsideWork'
    this.perform = perform
  }
}

/** What was worked out for one message. Each run of it asks for the same things again, and gets them in their order. */
export class OutsideResults {
  readonly #results = new Map<string, PromiseSettledResult<unknown>[]>()

  /** For one run: the second demand for the same work is another piece of it. */
  beginRun(): Outside {
    const demands = new Map<string, number>()
    return async <T>(key: string, work: () => Promise<T>) => {
      const number = demands.get(key) ?? 0
      demands.set(key, number + 1)
      const result = this.#results.get(key)?.[number]
      if (result === undefined) throw new OutsideWork(() => this.#perform(key, work))
      if (result.status === 'rejected') throw result.reason
      // Equal keys are of equal work.
      return result.value as T
    }
  }

  async #perform(key: string, work: () => Promise<unknown>): Promise<void> {
    const settled = await Promise.allSettled([work()])
    this.#results.set(key, [...(this.#results.get(key) ?? []), ...settled])
  }
}
