import {escapeText} from '../../ttlv/escape-text.ts'
import type {SpinnerStream} from './spinner.ts'

const clearLine = '\r\u001B[2K'

/** One line on a terminal that says how far the work has come; nothing elsewhere. */
export class ProgressLine implements Disposable {
  readonly #stream: SpinnerStream

  constructor(stream: SpinnerStream) {
    this.#stream = stream
  }

  show(text: string): void {
    if (this.#stream.isTTY === true) this.#stream.write(clearLine + escapeText(text))
  }

  [Symbol.dispose](): void {
    if (this.#stream.isTTY === true) this.#stream.write(clearLine)
  }
}
