import {textWidth} from './text-width.ts'

export interface Wrapping {
  /** Columns of the terminal; undefined leaves lines as they are. */
  readonly width: number | undefined
  /** Columns that stand empty before what goes on in a further line. */
  readonly indent: number
}

/**
 * Breaks lines that are longer than the terminal is wide between words. A word that no line has room for stays where it
 * is, so that it can be copied whole.
 */
export function wrap(text: string, {width, indent}: Wrapping): string {
  if (width === undefined) return text
  return text
    .split('\n')
    .map((line) => (textWidth(line) > width ? wrapLine(line, width, indent) : line))
    .join('\n')
}

function wrapLine(line: string, width: number, indent: number): string {
  const [margin = ''] = /^ */.exec(line) ?? []
  const further = ' '.repeat(margin.length + indent)
  const lines: string[] = []
  let current = margin
  let column = margin.length
  // With the spaces before each word, which are dropped where the line breaks
  for (const [piece, space = '', word = ''] of line.slice(margin.length).matchAll(/( *)([^ ]+)/g)) {
    const columns = textWidth(word)
    const fits = column + space.length + columns <= width
    const fitsNext = further.length + columns <= width
    if (fits || !fitsNext || current === margin) {
      current += piece
      column += space.length + columns
    } else {
      lines.push(current)
      current = further + word
      column = further.length + columns
    }
  }
  return [...lines, current].join('\n')
}
