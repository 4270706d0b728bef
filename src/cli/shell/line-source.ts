import {createInterface, type Interface} from 'node:readline'
import {createInterface as createTerminalInterface} from 'node:readline/promises'
import {InterruptedError} from '../interrupted-error.ts'
import {isContinued} from './shell-words.ts'

/** Where a shell gets its lines from. */
export interface LineSource {
  /** The next line; undefined when there are no more. @throws InterruptedError for Ctrl-C at the prompt */
  next(prompt: string): Promise<string | undefined>
  [Symbol.dispose](): void
}

/** A command, and the number of its first line. */
export interface CommandText {
  readonly text: string
  readonly line: number
}

/** Puts lines together that end with a backslash. Undefined at the end. */
export class CommandReader {
  readonly #lines: LineSource
  #line = 0

  constructor(lines: LineSource) {
    this.#lines = lines
  }

  /** @throws InterruptedError for Ctrl-C at the prompt */
  async next(prompt: string): Promise<CommandText | undefined> {
    const first = await this.#next(prompt)
    if (first === undefined) return undefined
    const line = this.#line
    let text = first
    while (isContinued(text)) {
      const more = await this.#next('... ')
      text = text.slice(0, -1) + (more ?? '')
      if (more === undefined) break
    }
    return {text, line}
  }

  async #next(prompt: string): Promise<string | undefined> {
    const text = await this.#lines.next(prompt)
    if (text !== undefined) this.#line++
    return text
  }
}

/** The lines of a file or pipe. */
export class ScriptLines implements LineSource {
  readonly #interface: Interface
  readonly #lines: AsyncIterator<string>

  constructor(input: NodeJS.ReadableStream) {
    this.#interface = createInterface({input, crlfDelay: Infinity, terminal: false})
    this.#lines = this.#interface[Symbol.asyncIterator]()
  }

  async next(): Promise<string | undefined> {
    const {done, value} = await this.#lines.next()
    return done === true ? undefined : value
  }

  [Symbol.dispose](): void {
    this.#interface.close()
  }
}

/** What readline wants: the words that fit, and the part of the line that they replace. */
export type CompletedLine = [hits: string[], replaced: string]

export interface TerminalLinesOptions {
  readonly input: NodeJS.ReadStream
  readonly output: NodeJS.WriteStream
  /** The newest first. */
  readonly history: () => readonly string[]
  readonly complete: (line: string) => Promise<CompletedLine>
}

/**
 * Lines that are typed. The terminal is in raw mode only while a line is typed, so that commands find it as it was: for
 * their questions, and for Ctrl-C.
 */
export class TerminalLines implements LineSource {
  readonly #options: TerminalLinesOptions
  /** Lines that were pasted together with an earlier one. */
  readonly #waiting: string[] = []
  #begun = ''

  constructor(options: TerminalLinesOptions) {
    this.#options = options
  }

  next(prompt: string): Promise<string | undefined> {
    const pasted = this.#waiting.shift()
    if (pasted === undefined) return this.#ask(prompt)
    this.#options.output.write(`${prompt}${pasted}\n`)
    return Promise.resolve(pasted)
  }

  [Symbol.dispose](): void {
    this.#options.input.pause()
  }

  #ask(prompt: string): Promise<string | undefined> {
    const {input, output, history, complete} = this.#options
    const lines = createTerminalInterface({
      input,
      output,
      prompt,
      terminal: true,
      history: [...history()],
      historySize: 1000,
      completer: (line: string) => complete(line).catch((): CompletedLine => [[], line]),
    })
    return new Promise((resolve, reject) => {
      let isFirst = true
      lines.on('line', (line) => {
        if (!isFirst) return void this.#waiting.push(line)
        isFirst = false
        // What came with the same keystroke, as pasted text does, is read before the terminal is given back
        setImmediate(() => {
          this.#begun = lines.line
          lines.close()
          resolve(line)
        })
      })
      lines.on('SIGINT', () => {
        output.write('^C\n')
        isFirst = false
        lines.close()
        reject(new InterruptedError())
      })
      lines.on('close', () => {
        if (isFirst) resolve(undefined)
      })
      lines.prompt()
      if (this.#begun !== '') lines.write(this.#begun)
      this.#begun = ''
    })
  }
}
