import {TtlvError} from './error.ts'
import type {JsonLeaf} from './scalar-type.ts'

/** The text of a JSON string or number; a Boolean is refused. */
export function jsonText(leaf: JsonLeaf, what: string): string {
  if (leaf.kind === 'boolean') throw new TtlvError(`${what} must be a JSON number or string, not ${leaf.text}`)
  return leaf.text
}

/** The text of a JSON string; anything else is refused. */
export function jsonString(leaf: JsonLeaf, what: string): string {
  if (leaf.kind !== 'string') throw new TtlvError(`${what} must be a JSON string, not a ${leaf.kind}`)
  return leaf.text
}
