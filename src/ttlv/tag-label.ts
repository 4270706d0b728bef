import type {TtlvNode} from './node.ts'
import type {Vocabulary} from './vocabulary.ts'

/** `0x420078`: six lower-case digits. */
export function formatTag(tag: number): string {
  return `0x${tag.toString(16).padStart(6, '0')}`
}

/** The tag's name where the vocabulary knows one, else its hexadecimal form. */
export function tagLabel(tag: number, vocabulary?: Vocabulary): string {
  return vocabulary?.tagName(tag) ?? formatTag(tag)
}

/** One entry of an error's path: the label of `items[index]`, with its position among equal tags where it repeats. */
export function itemLabel(items: readonly TtlvNode[], index: number, vocabulary?: Vocabulary): string {
  const tag = items[index]?.tag ?? 0
  const same = (item: TtlvNode): boolean => item.tag === tag
  const label = tagLabel(tag, vocabulary)
  if (items.filter(same).length < 2) return label
  return `${label}[${items.slice(0, index).filter(same).length}]`
}
