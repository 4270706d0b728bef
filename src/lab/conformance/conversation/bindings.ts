import {Tag} from '../../../kmip/spec/tags.ts'
import type {CaseVariable, CaseVariables} from '../cases/variables.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {valueClassOf} from './value-class.ts'

type Scalar = Exclude<TtlvNode, {readonly type: typeof ItemType.Structure}>
export type ScalarValue = Scalar['value']

/** Values that literals of older cases stand for. */
export type BoundLiterals = ReadonlyMap<string, ScalarValue>

/**
 * Which values of the server stand for those of the case. A variable is bound where it appears first; so is a literal
 * where older cases print what their server chose: the same literal stands for the same value from then on.
 */
export class Bindings {
  /** Seconds since 1970 that `$NOW` stands for. */
  readonly now: bigint
  readonly #variables: CaseVariables
  #values: Map<string, ScalarValue>
  /** What came last under a tag: an unbound variable of a request means that. */
  readonly #latest = new Map<number, ScalarValue>()

  /** Literals that an earlier case of the family has bound. */
  readonly #inherited: ReadonlyMap<string, ScalarValue>

  constructor(variables: CaseVariables, now: bigint, inherited: BoundLiterals = new Map()) {
    this.#variables = variables
    this.now = now
    this.#values = new Map()
    this.#inherited = inherited
  }

  /** The bindings so far, to come back to with `restore`. */
  snapshot(): ReadonlyMap<string, ScalarValue> {
    return new Map(this.#values)
  }

  restore(snapshot: ReadonlyMap<string, ScalarValue>): void {
    this.#values = new Map(snapshot)
  }

  variableOf(node: TtlvNode): CaseVariable | undefined {
    return this.#variables.get(node)
  }

  /** What the item of the case stands for; undefined where that is open. `meaning` is the tag that gives it its sense. */
  valueOf(node: Scalar, meaning: number): ScalarValue | undefined {
    const variable = this.variableOf(node)
    if (variable?.kind === 'time') return timeValue(node, this.now + BigInt(variable.seconds))
    return this.#values.get(keyOf(node, meaning, variable))
  }

  /** What an earlier case of the family has bound the literal to: older cases go on with the objects of the one before. */
  inherited(node: Scalar, meaning: number): ScalarValue | undefined {
    return this.#inherited.get(keyOf(node, meaning, undefined))
  }

  /** The literal identifiers bound so far, for the cases after this one. */
  literals(): BoundLiterals {
    const isLiteral = (key: string) => key.startsWith('identifier:') && !key.startsWith('identifier:$')
    return new Map([...this.#values].filter(([key]) => isLiteral(key)))
  }

  bind(node: Scalar, meaning: number, value: ScalarValue): void {
    const variable = this.variableOf(node)
    if (variable?.kind !== 'time') this.#values.set(keyOf(node, meaning, variable), value)
  }

  /** True for an identifier that stands for another one of the case already. */
  isTaken(meaning: number, value: ScalarValue): boolean {
    if (valueClassOf(meaning) !== 'identifier' || meaning === Tag.ShortUniqueIdentifier) return false
    return [...this.#values].some(([key, bound]) => key.startsWith('identifier:') && bound === value)
  }

  /** Takes notice of what a server sent. */
  received(message: TtlvNode): void {
    if (message.type === ItemType.Structure) for (const item of message.value) this.received(item)
    else this.#latest.set(message.tag, message.value)
  }

  latest(tag: number): ScalarValue | undefined {
    return this.#latest.get(tag)
  }
}

function keyOf(node: Scalar, meaning: number, variable: CaseVariable | undefined): string {
  if (variable !== undefined) return `${valueClassOf(meaning) ?? ''}:${variable.name}`
  const text = node.value instanceof Uint8Array ? Buffer.from(node.value).toString('hex') : String(node.value)
  return `${valueClassOf(meaning) ?? meaning}:${text}`
}

function timeValue(node: Scalar, seconds: bigint): ScalarValue {
  return node.type === ItemType.DateTimeExtended ? seconds * 1_000_000n : seconds
}
