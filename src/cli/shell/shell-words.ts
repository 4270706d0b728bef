import {UsageError} from '../../errors.ts'

/** A word of a line, as it is typed and as it is meant. */
export interface ShellWord {
  /** Quotes and variables resolved. */
  readonly text: string
  /** Where it begins in the line. */
  readonly start: number
}

/** Gives the value of `$name`, or throws. */
export type VariableValue = (name: string) => string

/** How strictly a line is read. */
interface Reading {
  readonly variable: VariableValue
  /** What is still being typed may end inside quotes. */
  readonly mayBeOpen: boolean
}

/**
 * Splits a line as a shell does: 'as it is', "with $variables", \ before a character that means nothing special, # for a
 * comment. Nothing else is special.
 *
 * @throws UsageError when a quote is not closed, or of `variable`
 */
export function shellWords(line: string, variable: VariableValue): string[] {
  return new Scanner(line, {variable, mayBeOpen: false}).words().map(({text}) => text)
}

/** The words of a line that is being typed; its last one, maybe empty, is where the cursor stands. */
export function wordsSoFar(line: string): ShellWord[] {
  const words = new Scanner(line, {variable: (name) => `$${name}`, mayBeOpen: true}).words()
  const isBetween = line === '' || /\s$/.test(line)
  return isBetween ? [...words, {text: '', start: line.length}] : words
}

/** The line goes on in the next one: it is no comment, and ends with a backslash that no other one escapes. */
export function isContinued(line: string): boolean {
  if (line.trimStart().startsWith('#')) return false
  const [backslashes = ''] = /\\*$/.exec(line) ?? []
  return backslashes.length % 2 === 1
}

class Scanner {
  readonly #line: string
  readonly #reading: Reading
  #position = 0

  constructor(line: string, reading: Reading) {
    this.#line = line
    this.#reading = reading
  }

  words(): ShellWord[] {
    const words: ShellWord[] = []
    for (;;) {
      while (/\s/.test(this.#peek())) this.#position++
      const start = this.#position
      if (this.#peek() === '' || this.#peek() === '#') return words
      words.push({text: this.#word(), start})
    }
  }

  #peek(): string {
    return this.#line.charAt(this.#position)
  }

  #word(): string {
    let text = ''
    for (;;) {
      const next = this.#peek()
      if (next === '' || /\s/.test(next)) return text
      text += this.#piece(next)
    }
  }

  #piece(next: string): string {
    switch (next) {
      case "'":
        return this.#literal()
      case '"':
        return this.#quoted()
      case '\\':
        this.#position++
        return this.#take()
      case '$':
        return this.#variable()
      default:
        return this.#take()
    }
  }

  #take(): string {
    const taken = this.#peek()
    this.#position++
    return taken
  }

  #literal(): string {
    const end = this.#line.indexOf("'", this.#position + 1)
    const text = this.#line.slice(this.#position + 1, end === -1 ? undefined : end)
    this.#position = end === -1 ? this.#line.length : end + 1
    if (end === -1) this.#notClosed("'")
    return text
  }

  #quoted(): string {
    let text = ''
    this.#position++
    for (;;) {
      const next = this.#peek()
      if (next === '') {
        this.#notClosed('"')
        return text
      }
      if (next === '"') {
        this.#position++
        return text
      }
      if (next === '$') text += this.#variable()
      else if (next === '\\' && /["\\$]/.test(this.#line.charAt(this.#position + 1))) {
        this.#position++
        text += this.#take()
      } else text += this.#take()
    }
  }

  /** A dollar sign that no name follows is one. */
  #variable(): string {
    const [whole = '', plain, braced] = /^\$(?:(\w+)|\{(\w+)\})/.exec(this.#line.slice(this.#position)) ?? []
    if (whole === '') return this.#take()
    this.#position += whole.length
    return this.#reading.variable(plain ?? braced ?? '')
  }

  #notClosed(quote: string): void {
    if (this.#reading.mayBeOpen) return
    throw new UsageError(`The quote ${quote} is not closed`, {hint: `Close it, or write \\${quote} for the character`})
  }
}
