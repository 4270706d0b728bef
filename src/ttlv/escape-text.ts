import type {ShownValue} from './scalar-type.ts'

/** Controls, format characters such as bidirectional overrides, unassigned ones, line separators, and what escapes. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}\\]/gu

const short: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
])

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const digits = code.toString(16)
  return short.get(character) ?? (code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`)
}

/** Text that a terminal shows and does not obey, whoever sent it; for places without quotation marks around it. */
export function escapeText(text: string): string {
  return text.replace(unsafe, escapeCharacter)
}

function quoted(text: string, end = ''): string {
  return `"${escapeText(text).replaceAll('"', '\\"')}${end}"`
}

/** Quoted and escaped, of at most `columns` characters before escaping, with a note of how many were cut. */
export function showText(text: string, columns: number): ShownValue {
  if (text.length <= columns) return {style: 'text', text: quoted(text)}
  const shown = text.slice(0, columns).replace(/[\ud800-\udbff]$/, '')
  const cut = text.length - shown.length
  return {
    style: 'text',
    text: quoted(shown, '…'),
    note: `${cut} ${cut === 1 ? 'character' : 'characters'} not shown`,
    cut: true,
  }
}
