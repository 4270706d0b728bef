import {TtlvError} from './error.ts'
import {quoted} from './number-text.ts'
import type {Vocabulary} from './vocabulary.ts'

/** Reads a tag written as its name or as `0x` and up to six digits. Throws a TtlvError without a position. */
export function parseTag(text: string, vocabulary: Vocabulary): number {
  const hex = /^0x([0-9a-f]{1,6})$/i.exec(text)
  const tag = hex === null ? vocabulary.tagByName(text) : Number.parseInt(hex[1] ?? '', 16)
  if (tag === undefined) {
    throw new TtlvError(`Tag ${quoted(text)} is not known`, {
      hint: 'Write an unknown tag in hexadecimal, such as 0x540001',
    })
  }
  return tag
}
