import {stripVTControlCharacters} from 'node:util'

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/u
const invisible = /^[\p{Mark}\p{Format}]+$/u

let graphemes: Intl.Segmenter | undefined

/** How many columns of a terminal a text takes: Chinese characters and emoji two each, colours none. */
export function textWidth(text: string): number {
  const plain = text.includes('\u001B') ? stripVTControlCharacters(text) : text
  if (/^[\x20-\x7E]*$/.test(plain)) return plain.length
  graphemes ??= new Intl.Segmenter()
  let width = 0
  for (const {segment} of graphemes.segment(plain)) {
    if (!invisible.test(segment)) width += wide.test(segment) ? 2 : 1
  }
  return width
}
