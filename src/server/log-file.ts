import {closeSync, openSync, writeSync} from 'node:fs'
import {ConfigError} from '../errors.ts'

/** A file that the log is appended to; every line is written at once, so that nothing is lost when the process ends. */
export class LogFile implements Disposable {
  readonly #path: string
  #descriptor: number

  /** Makes the file when there is none, for its owner alone. @throws ConfigError */
  constructor(path: string) {
    this.#path = path
    this.#descriptor = open(path)
  }

  /** Never throws: a line that cannot be written goes to standard error. */
  readonly write = (line: string): void => {
    try {
      writeSync(this.#descriptor, line)
    } catch {
      process.stderr.write(line)
    }
  }

  /** Goes on in a new file after the old one was renamed. Stays with the old one when that fails. @throws ConfigError */
  reopen(): void {
    const fresh = open(this.#path)
    closeSync(this.#descriptor)
    this.#descriptor = fresh
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor)
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'a', 0o600)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigError(`Cannot write the log file ${path}: ${why}`, {cause})
  }
}
