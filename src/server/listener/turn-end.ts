/**
 * Runs what is left for the end of the current turn of the event loop. Answers that are computed in one turn leave one
 * after the other at its end: a client with several connections is woken once rather than for each of them.
 */
export class TurnEnd {
  #waiting: (() => void)[] = []

  add(work: () => void): void {
    if (this.#waiting.push(work) === 1) setImmediate(() => this.#run())
  }

  #run(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const work of waiting) work()
  }
}
