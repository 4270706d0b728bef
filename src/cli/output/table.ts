import {escapeText} from '../../ttlv/escape-text.ts'
import {hanging} from './key-values.ts'
import type {Paint, Palette} from './palette.ts'
import {textWidth} from './text-width.ts'

/** One column of a table: its heading and how a row fills it. */
export interface Column<Row> {
  readonly heading: string
  readonly value: (row: Row) => string | number
  readonly align?: 'left' | 'right'
  /** Colours the cell of a row on terminals. */
  readonly paint?: (row: Row, palette: Palette) => Paint
}

export interface TableStyle {
  readonly palette: Palette
  /** Columns of the terminal; undefined when the output is no terminal. */
  readonly width: number | undefined
}

/**
 * A table on a terminal, one record below the other where the terminal is too narrow for it, and aligned columns with a
 * heading for files and pipes. No final newline. What a terminal would obey is escaped.
 */
export async function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  {palette, width}: TableStyle,
): Promise<string> {
  const cells = rows.map((row) => columns.map((column) => escapeText(String(column.value(row)))))
  const widths = columns.map(({heading}, index) => longest([heading, ...cells.map((line) => line[index] ?? '')]))
  const painted = rows.map((row, line) =>
    columns.map(({paint}, index) => (paint?.(row, palette) ?? identity)(cells[line]?.[index] ?? '')),
  )
  if (width === undefined) return alignedLines(columns, cells, widths)
  const total = widths.reduce((sum, one) => sum + one, 0) + gap.length * (columns.length - 1)
  if (total > width) return records(columns, painted, {palette, width})
  return terminalTable(columns, painted, palette)
}

const gap = '  '
const identity: Paint = (text) => text

function longest(texts: readonly string[]): number {
  return texts.reduce((length, text) => Math.max(length, textWidth(text)), 0)
}

function alignedLines<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  widths: readonly number[],
): string {
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => {
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - textWidth(text)))
        return columns[index]?.align === 'right' ? space + text : text + space
      })
      .join(gap)
      .trimEnd()
  return [columns.map(({heading}) => heading.toUpperCase()), ...cells].map(line).join('\n')
}

function records<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  {palette, width}: TableStyle,
): string {
  const labelWidth = longest(columns.map(({heading}) => heading))
  return cells
    .map((line) =>
      columns
        .map(({heading}, index) =>
          hanging(palette.heading(heading.padEnd(labelWidth)), line[index] ?? '', {labelWidth, width}),
        )
        .join('\n'),
    )
    .join('\n\n')
}

const places = ['top', 'bottom', 'left', 'mid', 'right'] as const
const borderless = Object.fromEntries(
  places.flatMap((place) => [place, `${place}-mid`, `${place}-left`, `${place}-right`]).map((name) => [name, '']),
)

/** cli-table3 knows the width of every script's characters and leaves colours out of it. */
async function terminalTable<Row>(
  columns: readonly Column<Row>[],
  cells: readonly (readonly string[])[],
  palette: Palette,
): Promise<string> {
  const {default: Table} = await import('cli-table3')
  const table = new Table({
    head: columns.map(({heading}) => palette.heading(heading.toUpperCase())),
    colAligns: columns.map(({align}) => align ?? 'left'),
    chars: {...borderless, middle: gap},
    style: {'padding-left': 0, 'padding-right': 0, head: [], border: []},
  })
  table.push(...cells.map((line) => [...line]))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}
