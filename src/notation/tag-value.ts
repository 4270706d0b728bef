import {UsageError} from '../errors.ts'
import {lazy} from '../kmip/spec/lazy.ts'
import {tagTable} from '../kmip/spec/tag-details.ts'
import {closest} from './closest.ts'
import {bareWord} from './word.ts'

const tagsByWord = lazy(() => {
  const found = new Map<string, number>()
  for (const {tag, name, specName, aliases} of tagTable.entries) {
    for (const word of [name, specName, ...aliases]) if (!found.has(bareWord(word))) found.set(bareWord(word), tag)
  }
  return found
})

/** The tag of a name however it is spelt (`Unique Identifier`, `unique-identifier`); undefined for no name of KMIP. */
export function tagOfWord(text: string): number | undefined {
  return tagsByWord().get(bareWord(text))
}

/** A tag by name, or by number as `0x540001`. @throws UsageError naming the place */
export function parseTag(text: string, place: string): number {
  if (/^0x[0-9a-f]{6}$/i.test(text.trim())) return Number(text)
  const tag = tagOfWord(text)
  if (tag !== undefined) return tag
  throw new UsageError(`${place} does not know ${JSON.stringify(text)}`, {hint: nearTag(text)})
}

/** `Did you mean Unique Identifier?` */
export function nearTag(text: string, among?: readonly number[]): string | undefined {
  const words = [...tagsByWord()].flatMap(([word, tag]) => (among?.includes(tag) === false ? [] : [word]))
  const near = closest(bareWord(text), words)
  return near === undefined ? undefined : `Did you mean ${tagTable.entry(tagsByWord().get(near) ?? 0)?.specName}?`
}
