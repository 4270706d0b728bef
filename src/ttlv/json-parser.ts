import {TtlvError} from './error.ts'
import type {JsonArray, JsonObject, JsonScalar, JsonValue} from './json-value.ts'
import {atPosition, positionAt} from './text-position.ts'

const space = /[ \t\r\n]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const word = /true|false|null/y

/** Parses RFC 8259 JSON nested at most `depth` levels. Throws a TtlvError with line and column. */
export function parseJson(text: string, depth: number): JsonValue {
  return new JsonParser(text, depth).document()
}

class JsonParser {
  readonly #text: string
  readonly #maxDepth: number
  #at = 0
  #depth = 0

  constructor(text: string, maxDepth: number) {
    this.#text = text
    this.#maxDepth = maxDepth
  }

  document(): JsonValue {
    const value = this.#value()
    this.#skipSpace()
    if (this.#at < this.#text.length) throw this.#fault('Unexpected text after the JSON value')
    return value
  }

  #value(): JsonValue {
    this.#skipSpace()
    const at = this.#at
    const first = this.#text[at]
    if (first === '{') return this.#nested(() => this.#object(at))
    if (first === '[') return this.#nested(() => this.#array(at))
    if (first === '"') return {kind: 'string', text: this.#string(), at}
    return this.#word(at) ?? this.#number(at)
  }

  #nested<Value>(read: () => Value): Value {
    if (++this.#depth > this.#maxDepth) throw this.#fault('JSON is nested too deep')
    this.#at++
    const value = read()
    this.#depth--
    return value
  }

  #object(at: number): JsonObject {
    const members = new Map<string, JsonValue>()
    while (!this.#closes('}', members.size > 0)) {
      this.#skipSpace()
      if (this.#text[this.#at] !== '"') throw this.#fault('Expected a member name in quotes')
      const nameAt = this.#at
      const name = this.#string()
      if (members.has(name)) throw this.#fault(`Member ${JSON.stringify(name)} occurs twice in one object`, nameAt)
      this.#skipSpace()
      if (!this.#takes(':')) throw this.#fault('Expected a colon after the member name')
      members.set(name, this.#value())
    }
    return {kind: 'object', members, at}
  }

  #array(at: number): JsonArray {
    const items: JsonValue[] = []
    while (!this.#closes(']', items.length > 0)) items.push(this.#value())
    return {kind: 'array', items, at}
  }

  /** Takes the closing bracket, or the comma that must stand before a further entry. */
  #closes(bracket: '}' | ']', needsComma: boolean): boolean {
    this.#skipSpace()
    if (this.#takes(bracket)) return true
    if (needsComma && !this.#takes(',')) throw this.#fault(`Expected a comma or ${bracket}`)
    return false
  }

  #takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  /** Searches for the closing quote instead of matching each character: a long string must not strain the regular expression engine. */
  #string(): string {
    const start = this.#at
    let end = start
    do end = this.#text.indexOf('"', end + 1)
    while (end > 0 && this.#isEscaped(end))
    if (end < 0) throw this.#fault('String has no closing quote')
    this.#at = end + 1
    const raw = this.#text.slice(start + 1, end)
    if (!/[\\\p{Cc}]/u.test(raw)) return raw
    return this.#unescape(start, end + 1)
  }

  #isEscaped(quote: number): boolean {
    let at = quote
    while (this.#text[at - 1] === '\\') at--
    return (quote - at) % 2 === 1
  }

  #unescape(start: number, end: number): string {
    try {
      return String(JSON.parse(this.#text.slice(start, end)))
    } catch (cause) {
      throw this.#fault('String holds a bare control character or a wrong escape', start, cause)
    }
  }

  #word(at: number): JsonValue | undefined {
    const text = this.#match(word)
    if (text === undefined) return undefined
    return text === 'null' ? {kind: 'null', at} : {kind: 'boolean', text, at}
  }

  #number(at: number): JsonScalar {
    const text = this.#match(number)
    if (text === undefined)
      throw this.#fault(at < this.#text.length ? 'Expected a JSON value' : 'JSON text ends too early')
    return {kind: 'number', text, at}
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const text = pattern.exec(this.#text)?.[0]
    if (text !== undefined) this.#at += text.length
    return text
  }

  #skipSpace(): void {
    this.#match(space)
  }

  #fault(message: string, at = this.#at, cause?: unknown): TtlvError {
    return new TtlvError(message + atPosition(positionAt(this.#text, at)), {cause})
  }
}
