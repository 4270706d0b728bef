import {lazy} from './lazy.ts'
import {Tag, type TagName} from './tags.ts'

const names = lazy(() => {
  const byCode = new Map<number, TagName>()
  let name: TagName
  for (name in Tag) byCode.set(Tag[name], name)
  return byCode
})

/** `UniqueIdentifier` for 0x420094; undefined for unknown and extension tags. */
export function tagName(tag: number): TagName | undefined {
  return names().get(tag)
}

/** For messages: the tag's name, or its six hexadecimal digits when it has none. */
export function kmipTagName(tag: number): string {
  return tagName(tag) ?? `0x${tag.toString(16).padStart(6, '0')}`
}
