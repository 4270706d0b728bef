import {escapeText} from '../../ttlv/escape-text.ts'
import type {Palette} from './palette.ts'

/** A name and its value; undefined values are left out, several values stand below each other. */
export type KeyValue = readonly [name: string, value: string | number | readonly string[] | undefined]

/** Names and values in two columns. No final newline. What a terminal would obey is escaped. */
export function renderKeyValues(entries: readonly KeyValue[], palette: Palette): string {
  const shown = entries.filter(([, value]) => value !== undefined)
  const width = Math.max(0, ...shown.map(([name]) => name.length))
  return shown
    .flatMap(([name, value]) => {
      const lines = Array.isArray(value) ? value.map(String) : [String(value)]
      return lines.map((line, index) => {
        const label = index === 0 ? palette.heading(name.padEnd(width)) : ' '.repeat(width)
        return `${label}  ${escapeText(line)}`
      })
    })
    .join('\n')
}
