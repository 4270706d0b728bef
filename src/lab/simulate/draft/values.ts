import {randomBytes} from 'node:crypto'
import {KmipctlError, ExitCode} from '../../../errors.ts'

/** A step needs what no answer has brought. */
export class MissingValueError extends KmipctlError {
  constructor(name: string) {
    super('MISSING_VALUE', `No answer has brought ${name}, which this message needs`, ExitCode.checkFailed)
  }
}

/** What a conversation knows: settings, what answers brought, and what was made by chance. */
export class Values {
  readonly #texts: Map<string, string>
  readonly #bytes = new Map<string, Uint8Array>()
  readonly #lists = new Map<string, readonly string[]>()

  constructor(settings: Readonly<Record<string, string>> = {}) {
    this.#texts = new Map(Object.entries(settings))
  }

  has(name: string): boolean {
    return this.#texts.has(name) || this.#bytes.has(name)
  }

  keepText(name: string, text: string): void {
    this.#texts.set(name, text)
  }

  keepBytes(name: string, bytes: Uint8Array): void {
    this.#bytes.set(name, bytes)
  }

  /** Adds to a list. */
  keepInList(name: string, texts: readonly string[]): void {
    this.#lists.set(name, [...this.list(name), ...texts])
  }

  /** Empty when nothing was kept. */
  list(name: string): readonly string[] {
    return this.#lists.get(name) ?? []
  }

  /** Fills the names in braces. @throws MissingValueError */
  fill(text: string): string {
    return text.replaceAll(/\{(\w+)\}/gu, (_, name: string) => this.text(name))
  }

  /** @throws MissingValueError */
  text(name: string): string {
    const text = this.#texts.get(name)
    if (text === undefined) throw new MissingValueError(name)
    return text
  }

  /** @throws MissingValueError */
  bytes(name: string): Uint8Array {
    const bytes = this.#bytes.get(name)
    if (bytes === undefined) throw new MissingValueError(name)
    return bytes
  }

  /** The same bytes each time. */
  random(name: string, length: number): Uint8Array {
    const known = this.#bytes.get(name)
    if (known !== undefined) return known
    const bytes = randomBytes(length)
    this.#bytes.set(name, bytes)
    return bytes
  }
}
