import {meaningTag} from './attribute-naming.ts'
import {ItemType, type TtlvNode} from './node.ts'
import {redact} from './redact.ts'
import type {Vocabulary} from './vocabulary.ts'

/** A tree that may be shown, and whether anything in it had to be hidden. */
export interface RedactedTree {
  readonly node: TtlvNode
  readonly hidden: boolean
}

/** Puts in place of each secret value the text that trees show for it: its length and fingerprint. */
export function redactTree(node: TtlvNode, vocabulary: Vocabulary): RedactedTree {
  return hide(node, {vocabulary, secret: false, first: node})
}

interface Place {
  readonly vocabulary: Vocabulary
  /** True below a secret structure. */
  readonly secret: boolean
  /** First item of the structure around this one. */
  readonly first: TtlvNode | undefined
}

function hide(node: TtlvNode, place: Place): RedactedTree {
  const {vocabulary} = place
  const meaning = meaningTag(node.tag, place.first, vocabulary)
  const secret = place.secret || vocabulary.isSecret(node.tag) || vocabulary.isSecret(meaning)
  if (node.type !== ItemType.Structure) {
    if (!secret) return {node, hidden: false}
    return {node: {tag: node.tag, type: ItemType.TextString, value: redact(node.value)}, hidden: true}
  }
  const items = node.value.map((item) => hide(item, {vocabulary, secret, first: node.value[0]}))
  return {node: {...node, value: items.map((item) => item.node)}, hidden: items.some(({hidden}) => hidden)}
}
