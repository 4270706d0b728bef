import {escapeText} from '../../ttlv/escape-text.ts'
import type {Palette} from './palette.ts'
import {wrap} from './wrap.ts'

/** A name and its value; undefined values are left out, several values stand below each other. */
export type KeyValue = readonly [name: string, value: string | number | readonly string[] | undefined]

export interface KeyValueStyle {
  readonly palette: Palette
  /** Columns of the terminal; undefined when the output is no terminal. */
  readonly width?: number | undefined
}

/** Names and values in two columns. No final newline. What a terminal would obey is escaped. */
export function renderKeyValues(entries: readonly KeyValue[], {palette, width: terminal}: KeyValueStyle): string {
  const shown = entries.filter(([, value]) => value !== undefined)
  const width = Math.max(0, ...shown.map(([name]) => name.length))
  return shown
    .flatMap(([name, value]) => {
      const lines = Array.isArray(value) ? value.map(String) : [String(value)]
      return lines.map((line, index) => {
        const label = index === 0 ? palette.heading(name.padEnd(width)) : ' '.repeat(width)
        return hanging(label, escapeText(line), {labelWidth: width, width: terminal})
      })
    })
    .join('\n')
}

/** A value beside its name; where the value goes on in further lines, these stand below it. */
export function hanging(
  label: string,
  value: string,
  {labelWidth, width}: {readonly labelWidth: number; readonly width: number | undefined},
): string {
  const indent = labelWidth + gap.length
  // A narrow rest would make one word a line
  const room = width === undefined || width - indent < 20 ? undefined : width - indent
  const lines = wrap(value, {width: room, indent: 0}).split('\n')
  return lines.map((line, index) => (index === 0 ? `${label}${gap}` : ' '.repeat(indent)) + line).join('\n')
}

const gap = '  '
