import {closest} from './closest.ts'
import {UsageError} from '../errors.ts'

/** What remains when case and separators do not count: `Key Compromise`, `key-compromise` and `KeyCompromise` are one. */
export function bareWord(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** How help texts and hints write a name of the specification: `key-compromise`, `GCM`, `PKCS#8`. */
export function flagWord(specName: string): string {
  if (/^[A-Z][a-z]+$/.test(specName)) return specName.toLowerCase()
  if (!specName.includes(' ')) return specName
  return specName
    .replaceAll(/[^A-Za-z0-9#.]+/g, ' ')
    .trim()
    .replaceAll(' ', '-')
    .toLowerCase()
}

/** Something with a name in the specification and further ones that people may write. */
export interface Named {
  readonly name: string
  readonly specName: string
  readonly aliases: readonly string[]
}

/** The entry that was meant: by any of its names, or by its first words when no other begins with them. */
export function findNamed<Entry extends Named>(text: string, entries: readonly Entry[]): Entry | undefined {
  const wanted = bareWord(text)
  if (wanted === '') return undefined
  const exact = entries.find(({name, specName, aliases}) => [name, specName, ...aliases].some(same(wanted)))
  if (exact !== undefined) return exact
  const beginning = entries.filter(({specName}) => firstWords(specName).some(same(wanted)))
  return beginning.length === 1 ? beginning[0] : undefined
}

/** Says which words a flag takes, the nearest one alone when there is one. */
export function unknownWord(setting: string, text: string, entries: readonly Named[]): UsageError {
  const words = entries.map(({specName}) => flagWord(specName))
  const near = closest(bareWord(text), words.map(bareWord))
  const meant = words.find((word) => bareWord(word) === near)
  const shown = words.length > longestList ? [...words.slice(0, longestList), '…'] : words
  return new UsageError(`${setting} does not know ${JSON.stringify(text)}`, {
    hint: meant === undefined ? `Use one of ${shown.join(', ')}` : `Did you mean ${meant}?`,
  })
}

const longestList = 24

function same(wanted: string): (name: string) => boolean {
  return (name) => bareWord(name) === wanted
}

/** `Symmetric Key` begins with `Symmetric`, `Query Server Information` also with `Query Server`. */
function firstWords(specName: string): string[] {
  const words = specName.split(' ')
  return words.slice(1).map((_, index) => words.slice(0, index + 1).join(' '))
}
