/** Runs pieces of asynchronous work one after another, in the order they came. */
export class SerialQueue {
  #tail: Promise<unknown> = Promise.resolve()

  /** Resolves or rejects as `work` does, once everything before it has ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work)
    // the caller receives the failure; the next work only waits for the end
    this.#tail = result.catch(() => undefined)
    return result
  }

  /** Resolves when all work so far has ended. */
  async idle(): Promise<void> {
    await this.#tail
  }
}
