import {ItemType} from './node.ts'
import {tagLabel} from './tag-label.ts'
import type {Vocabulary} from './vocabulary.ts'

interface Header {
  readonly tag: number
  readonly type: number
  readonly start: number
  /** After the padding; beyond the message when the length is wrong. */
  readonly end: number
}

/**
 * The path to the item that byte `offset` belongs to, found by walking the headers again: decoding keeps no path, and
 * only an error needs one.
 */
export function binaryPath(view: DataView, start: number, offset: number, vocabulary?: Vocabulary): string[] {
  const path: string[] = []
  let from = start
  let end = view.byteLength
  for (;;) {
    const items = headers(view, from, end)
    const found = items.find((item) => item.start <= offset && offset < item.end)
    if (found === undefined) return path
    const same = items.filter((item) => item.tag === found.tag)
    path.push(tagLabel(found.tag, vocabulary) + (same.length > 1 ? `[${same.indexOf(found)}]` : ''))
    if (found.type !== ItemType.Structure || offset < found.start + 8) return path
    from = found.start + 8
    end = Math.min(end, found.end)
  }
}

function headers(view: DataView, start: number, end: number): Header[] {
  const items: Header[] = []
  let at = start
  while (at + 8 <= end) {
    const head = view.getUint32(at)
    const length = view.getUint32(at + 4)
    const next = at + 8 + length + (-length & 7)
    items.push({tag: head >>> 8, type: head & 0xff, start: at, end: next})
    at = next
  }
  return items
}
