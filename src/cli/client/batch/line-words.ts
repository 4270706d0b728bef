import {UsageError} from '../../../errors.ts'

/** Bare characters, or a piece in quotes, or a character after a backslash. */
const piece = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y

/**
 * Splits a line as POSIX shells do, as far as quotes and backslashes go: 'as it is', "with \" in it", one\ word.
 *
 * @throws UsageError when a quote is not closed
 */
export function lineWords(line: string): string[] {
  const words: string[] = []
  let position = 0
  while (position < line.length) {
    if (/\s/.test(line.charAt(position))) {
      position++
      continue
    }
    let word = ''
    while (position < line.length && !/\s/.test(line.charAt(position))) {
      const [text, length] = pieceAt(line, position)
      word += text
      position += length
    }
    words.push(word)
  }
  return words
}

function pieceAt(line: string, position: number): readonly [text: string, length: number] {
  piece.lastIndex = position
  const match = piece.exec(line)
  if (match === null) {
    // Without the line, which may hold a secret
    throw new UsageError(`${line.charAt(position)} is not closed`, {
      hint: 'Close the quote, or write a backslash before the character',
    })
  }
  const [whole, literal, quoted, escaped, bare = ''] = match
  return [literal ?? quoted?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? bare, whole.length]
}
