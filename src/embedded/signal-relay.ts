import type {ChildProcess} from 'node:child_process'

const relayed = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Takes the signals that would end this process and hands them to a child, so that what the child needs outlives it. */
export class SignalRelay implements Disposable {
  readonly #isTerminal: boolean
  #child: ChildProcess | undefined
  #received: NodeJS.Signals | undefined

  /** On a terminal Ctrl-C reaches the child by itself; a second one would make many programs give up their clean-up. */
  constructor({isTerminal}: {readonly isTerminal: boolean}) {
    this.#isTerminal = isTerminal
    for (const signal of relayed) process.on(signal, this.#receive)
  }

  /** The first signal so far. */
  get received(): NodeJS.Signals | undefined {
    return this.#received
  }

  to(child: ChildProcess): void {
    this.#child = child
  }

  [Symbol.dispose](): void {
    for (const signal of relayed) process.off(signal, this.#receive)
  }

  readonly #receive = (signal: NodeJS.Signals): void => {
    this.#received ??= signal
    if (signal === 'SIGINT' && this.#isTerminal) return
    this.#child?.kill(signal)
  }
}
