import {randomBytes, randomUUID} from 'node:crypto'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {meaningTag} from '../../../ttlv/attribute-naming.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import type {Bindings} from './bindings.ts'
import {valueClassOf} from './value-class.ts'

/** A message of the case as it goes out, and what it needed that nobody has told. */
export interface BoundMessage {
  readonly node: TtlvNode
  /** Variables that no response had given a value. */
  readonly unbound: readonly string[]
}

/** Puts the bound values into a message of the case that this side sends. */
export function bindMessage(message: TtlvNode, bindings: Bindings): BoundMessage {
  const unbound = new Set<string>()
  const node = bindNode(message, undefined, {bindings, unbound})
  return {node, unbound: [...unbound]}
}

interface Binding {
  readonly bindings: Bindings
  readonly unbound: Set<string>
}

function bindNode(node: TtlvNode, first: TtlvNode | undefined, binding: Binding): TtlvNode {
  if (node.type === ItemType.Structure) {
    return {...node, value: node.value.map((item) => bindNode(item, node.value[0], binding))}
  }
  const {bindings, unbound} = binding
  const meaning = meaningTag(node.tag, first, kmipVocabulary)
  const variable = bindings.variableOf(node)
  if (variable === undefined && valueClassOf(meaning) === undefined) return node
  const bound = bindings.valueOf(node, meaning)
  if (bound !== undefined) return {...node, value: bound} as TtlvNode
  const known = variable === undefined ? bindings.inherited(node, meaning) : bindings.latest(node.tag)
  if (known === undefined && variable !== undefined) unbound.add(variable.name)
  // A literal that nobody has bound is this side's own choice, and the server must not give it another meaning
  const value = known ?? (variable === undefined ? node.value : plausibleValue(node))
  bindings.bind(node, meaning, value)
  return {...node, value} as TtlvNode
}

function plausibleValue(node: Exclude<TtlvNode, {readonly type: typeof ItemType.Structure}>): typeof node.value {
  if (typeof node.value === 'string') return randomUUID()
  return node.value instanceof Uint8Array ? randomBytes(16) : node.value
}
