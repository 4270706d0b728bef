import {ExitCode} from '../../errors.ts'
import {InterruptedError} from '../interrupted-error.ts'

/** Ctrl-C of a shell: the first ends the command that runs, the second one the shell. Without a command it is told. */
export class Interruption implements Disposable {
  readonly #onIdle: () => void
  #running: AbortController | undefined

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle
    process.on('SIGINT', this.#receive)
  }

  /** Runs one command. */
  async during<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    this.#running = controller
    try {
      return await work(controller.signal)
    } finally {
      this.#running = undefined
    }
  }

  [Symbol.dispose](): void {
    process.off('SIGINT', this.#receive)
  }

  readonly #receive = (): void => {
    if (this.#running === undefined) this.#onIdle()
    else if (this.#running.signal.aborted) process.exit(ExitCode.interrupted)
    else this.#running.abort(new InterruptedError())
  }
}
