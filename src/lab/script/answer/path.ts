import {UsageError} from '../../../errors.ts'

/** One step of a path: the items of a name, one of them, or the list of them. */
export interface PathSegment {
  readonly name: string
  /** Which of several items, counted from 0; from the end when negative. */
  readonly index: number | undefined
}

/** The way to items of an answer: `Attributes.State`, `Unique Identifier[0]`, `Unique Identifier[]` for all of them. */
export interface Path {
  /** As it was written. */
  readonly text: string
  readonly segments: readonly PathSegment[]
  /** True when it ends with `[]`. */
  readonly all: boolean
}

const segmentForm = /^\s*(?:"([^"]+)"|([^.[\]"]+?))\s*(?:\[(-?\d{1,9})?\])?\s*(\.|$)/

/**
 * Reads a path: names between full stops, however spelt; in double quotes where a name has a full stop itself.
 *
 * @throws UsageError
 */
export function parsePath(text: string): Path {
  const segments: PathSegment[] = []
  let all = false
  let rest = text
  do {
    const [matched, quoted, plain = '', index, end] = segmentForm.exec(rest) ?? []
    if (matched === undefined || all) throw malformed(text)
    all = index === undefined && /\[\]\s*\.?$/.test(matched)
    segments.push({name: quoted ?? plain, index: index === undefined ? undefined : Number(index)})
    rest = rest.slice(matched.length)
    if (rest === '' && end === '.') throw malformed(text)
  } while (rest !== '')
  return {text, segments, all}
}

function malformed(text: string): UsageError {
  return new UsageError(`${JSON.stringify(text)} is no path to an item`, {
    hint: 'Write it like Unique Identifier, Attributes.State, Name[0] or "x-a.b"; [] at the end means all of them',
  })
}
