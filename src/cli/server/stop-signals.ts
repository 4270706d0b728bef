import {ExitCode} from '../../errors.ts'

const stopping = ['SIGINT', 'SIGTERM'] as const

/** Waits for the signal to stop; a second one ends the process at once. */
export class StopSignals implements Disposable {
  readonly #stopped: Promise<NodeJS.Signals>
  #stop: (signal: NodeJS.Signals) => void = () => undefined
  #isStopping = false
  #reload: (() => void) | undefined

  constructor() {
    this.#stopped = new Promise((resolve) => {
      this.#stop = resolve
    })
    for (const signal of stopping) process.on(signal, this.#receive)
    process.on('SIGHUP', this.#hangUp)
  }

  /** What SIGHUP does; nothing until then, so that it cannot end a server that starts. */
  onReload(reload: () => void): void {
    this.#reload = reload
  }

  /** The signal that was received, at once when it was before. */
  stopped(): Promise<NodeJS.Signals> {
    return this.#stopped
  }

  [Symbol.dispose](): void {
    for (const signal of stopping) process.off(signal, this.#receive)
    process.off('SIGHUP', this.#hangUp)
  }

  readonly #receive = (signal: NodeJS.Signals): void => {
    if (this.#isStopping) process.exit(ExitCode.interrupted)
    this.#isStopping = true
    this.#stop(signal)
  }

  readonly #hangUp = (): void => this.#reload?.()
}
