import type {TracedMessage} from '../../client/kmip-client.ts'
import {UsageError} from '../../errors.ts'
import {Tag} from '../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../ttlv/node.ts'

const identifierTags = new Set<number>([
  Tag.UniqueIdentifier,
  Tag.PrivateKeyUniqueIdentifier,
  Tag.PublicKeyUniqueIdentifier,
])

/** More than anybody completes from. */
const mostIdentifiers = 10_000

/** What a shell remembers from one command to the next. */
export class ShellSession {
  readonly #named = new Map<string, string>()
  /** In the order in which they were seen last. */
  readonly #seen = new Set<string>()
  #listed: readonly string[] = []
  #answered = new Set<string>()

  /** Told of every message on the wire. */
  readonly observe = ({direction, node}: TracedMessage): void => {
    if (direction !== 'response' || node === undefined) return
    for (const identifier of identifiersIn(node)) {
      this.#answered.add(identifier)
      this.#seen.delete(identifier)
      this.#seen.add(identifier)
    }
    for (const oldest of this.#seen) {
      if (this.#seen.size <= mostIdentifiers) break
      this.#seen.delete(oldest)
    }
  }

  /** A command is done: the identifiers in its answers are $1, $2 and so on, the last one is $last. */
  commandEnds(): void {
    if (this.#answered.size === 0) return
    this.#listed = [...this.#answered]
    this.#answered = new Set()
  }

  /** Unique identifiers that servers have told. */
  get identifiers(): readonly string[] {
    return [...this.#seen]
  }

  /** Names and values of all variables that there are. */
  get variables(): readonly (readonly [name: string, value: string])[] {
    const numbered = this.#listed.map((value, index): [string, string] => [String(index + 1), value])
    const last = this.#listed.at(-1)
    return [...this.#named, ...(last === undefined ? [] : [['last', last] as const]), ...numbered]
  }

  /** @throws UsageError when there is no such variable */
  readonly variable = (name: string): string => {
    const value = new Map(this.variables).get(name)
    if (value !== undefined) return value
    throw new UsageError(`There is no variable $${name}`, {
      hint: hints(name) ?? `Set it with set ${name}=VALUE, or write '$${name}' for the characters`,
    })
  }

  /** @throws UsageError when a variable cannot have this name */
  set(name: string, value: string): void {
    if (name === 'last' || /^\d/.test(name)) {
      throw new UsageError(`$${name} is set by the answers of servers`, {hint: 'Use another name'})
    }
    if (!/^\w+$/.test(name)) {
      throw new UsageError(`A variable cannot have the name ${JSON.stringify(name)}`, {
        hint: 'Use letters, digits and _',
      })
    }
    this.#named.set(name, value)
  }

  /** @throws UsageError when there is no such variable */
  unset(name: string): void {
    if (!this.#named.delete(name)) throw new UsageError(`There is no variable ${name} that was set`)
  }
}

function hints(name: string): string | undefined {
  if (name === 'last') return 'It is the last unique identifier that a server answered with'
  return /^\d+$/.test(name) ? 'They are the unique identifiers of the last answer that had some' : undefined
}

function identifiersIn(node: TtlvNode): string[] {
  if (node.type === ItemType.Structure) return node.value.flatMap(identifiersIn)
  return node.type === ItemType.TextString && identifierTags.has(node.tag) && node.value !== '' ? [node.value] : []
}
