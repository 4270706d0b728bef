import {type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument} from 'yaml'
import {type Place, ScriptError} from '../place.ts'
import type {ScalarValue, SourceEntry, SourceScalar, SourceValue} from './source-value.ts'

/** Nobody nests deeper by hand; a file that contains itself through an alias does. */
const deepest = 64
/** Aliases of aliases multiply. */
const mostValues = 200_000

/**
 * Reads YAML, or JSON, which is YAML too, into values that know their lines.
 *
 * @throws ScriptError with file and line for what is not YAML
 */
export function readYaml(text: string, file: string): SourceValue {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    intAsBigInt: true,
    customTags: ['binary'],
  })
  const [problem] = document.errors
  if (problem !== undefined) {
    const {line, col} = lines.linePos(problem.pos[0])
    throw new ScriptError({file, line, column: col}, `File is not YAML: ${oneSentence(problem.message)}`)
  }
  return new Reader(document, file, lines).read()
}

function oneSentence(message: string): string {
  return message.replaceAll(/\s+/g, ' ').replace(/\.$/, '')
}

class Reader {
  readonly #document: Document
  readonly #file: string
  readonly #lines: LineCounter
  #values = 0

  constructor(document: Document, file: string, lines: LineCounter) {
    this.#document = document
    this.#file = file
    this.#lines = lines
  }

  read(): SourceValue {
    return this.#value(this.#document.contents, {file: this.#file, line: 1, column: 1}, 0)
  }

  #value(node: unknown, around: Place, depth: number): SourceValue {
    const place = this.#placeOf(node, around)
    if (depth > deepest) throw new ScriptError(place, `Values are nested deeper than ${deepest} levels`)
    if (++this.#values > mostValues) throw new ScriptError(place, `File has more than ${mostValues} values`)
    if (isAlias(node)) {
      const meant = node.resolve(this.#document)
      if (meant === undefined) throw new ScriptError(place, `There is no anchor &${node.source}`)
      return this.#value(meant, place, depth + 1)
    }
    if (isSeq(node)) {
      return {kind: 'list', place, items: node.items.map((item) => this.#value(item, place, depth + 1))}
    }
    if (isMap(node)) {
      const entries = node.items.map((pair): SourceEntry => {
        const at = this.#placeOf(pair.key, place)
        return {name: this.#name(pair.key, at), place: at, value: this.#value(pair.value, at, depth + 1)}
      })
      return {kind: 'mapping', place, entries}
    }
    return scalar(node, place)
  }

  #name(key: unknown, place: Place): string {
    if (isScalar(key) && key.value !== null) return scalar(key, place).text
    throw new ScriptError(place, 'The name of a value is no text')
  }

  #placeOf(node: unknown, around: Place): Place {
    const [offset] = (node as Node | null)?.range ?? []
    if (offset === undefined) return around
    const {line, col} = this.#lines.linePos(offset)
    return {file: this.#file, line, column: col}
  }
}

function scalar(node: unknown, place: Place): SourceScalar {
  const value: unknown = isScalar(node) ? node.value : null
  const known = scalarValue(value)
  if (known === undefined)
    throw new ScriptError(place, 'A value is neither text, number, true, false, list nor mapping')
  const source = isScalar(node) && typeof known !== 'string' ? node.source : undefined
  return {kind: 'scalar', place, value: known, text: source ?? String(known ?? '')}
}

/** Numbers beyond what JavaScript keeps exactly stay big integers. */
function scalarValue(value: unknown): ScalarValue | undefined {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  const isScalarValue =
    value === null || ['boolean', 'number', 'string'].includes(typeof value) || value instanceof Uint8Array
  return isScalarValue ? (value as ScalarValue) : undefined
}
