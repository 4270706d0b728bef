import type {LogStyle} from '../../server/log-style.ts'
import type {TreeStyle} from '../../ttlv/tree-style.ts'
import {type ColourSettings, type Terminal, wantsColour} from './colour.ts'
import {type KeyValue, renderKeyValues} from './key-values.ts'
import {logStyle} from './log-style.ts'
import {createPalette, type Palette} from './palette.ts'
import {withSpinner} from './spinner.ts'
import {type Column, renderTable} from './table.ts'
import {treeStyle} from './tree-style.ts'
import {wrap} from './wrap.ts'

/** A stream such as process.stdout. */
export type OutputStream = NodeJS.WritableStream & Terminal

export interface OutputOptions extends ColourSettings {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** Only the envelope may be written: everything else is left out. */
  readonly json: boolean
}

/** What a command shows: data on stdout, talk on stderr, and nothing but the envelope with `--json`. */
export class Output {
  readonly #options: OutputOptions
  /** Of stdout. */
  readonly palette: Palette
  /** Whether stdout is coloured. */
  readonly colour: boolean
  /** Whether stderr is coloured. */
  readonly talkColour: boolean
  /** Of stderr. */
  readonly talkPalette: Palette

  private constructor(options: OutputOptions, palette: Palette, talkPalette: Palette) {
    this.#options = options
    this.palette = palette
    this.talkPalette = talkPalette
    this.colour = wantsColour(options.stdout, options)
    this.talkColour = wantsColour(options.stderr, options)
  }

  static async create(options: OutputOptions): Promise<Output> {
    const palette = await createPalette(!options.json && wantsColour(options.stdout, options))
    return new Output(options, palette, await createPalette(wantsColour(options.stderr, options)))
  }

  /** Columns of the terminal that stdout is; undefined for files and pipes. */
  get width(): number | undefined {
    const {isTTY, columns} = this.#options.stdout
    return isTTY === true ? (columns ?? 80) : undefined
  }

  get #talkWidth(): number | undefined {
    const {isTTY, columns} = this.#options.stderr
    return isTTY === true ? columns : undefined
  }

  treeStyle(): Promise<TreeStyle> {
    return treeStyle(this.colour)
  }

  /** Of a log on stderr. */
  logStyle(): Promise<LogStyle | undefined> {
    return logStyle(this.talkColour)
  }

  /** Data: a text and a newline, or bytes as they are. */
  data(chunk: string | Uint8Array): void {
    if (this.#options.json) return
    this.#options.stdout.write(typeof chunk === 'string' ? `${chunk}\n` : chunk)
  }

  /** Data. Says on stderr when there are no rows. */
  async table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], empty: string): Promise<void> {
    if (this.#options.json) return
    if (rows.length === 0) this.note(empty)
    else this.data(await renderTable(columns, rows, {palette: this.palette, width: this.width}))
  }

  /** Data. */
  keyValues(entries: readonly KeyValue[]): void {
    this.data(renderKeyValues(entries, {palette: this.palette, width: this.width}))
  }

  /** Talk: blocks of names and values. */
  facts(...blocks: readonly (readonly KeyValue[])[]): void {
    const style = {palette: this.talkPalette, width: this.#talkWidth}
    for (const block of blocks) this.note(`${renderKeyValues(block, style)}\n`)
  }

  /** Talk: something was done. */
  success(text: string): void {
    this.note(`${this.talkPalette.good('✔')} ${text}`)
  }

  /** Talk. Lines that are too long for a terminal are broken between words. */
  note(text: string): void {
    if (!this.#options.json) this.#options.stderr.write(`${wrap(text, {width: this.#talkWidth, indent: 2})}\n`)
  }

  /** Talk: something to look at that stops nothing. */
  warning(text: string): void {
    this.note(`${this.talkPalette.warning('Warning:')} ${text}`)
  }

  /** Talk. */
  failure(message: string, hint: string | null): void {
    const lines = [`${this.talkPalette.bad('Error:')} ${message}`]
    if (hint !== null) lines.push(`${this.talkPalette.accent('Hint:')} ${hint}`)
    this.note(lines.join('\n'))
  }

  /** Shows on stderr what takes longer than a second. */
  progress<T>(label: string, work: () => Promise<T>): Promise<T> {
    return this.#options.json ? work() : withSpinner(this.#options.stderr, label, work)
  }

  /** The machine's answer; returns when it is on its way, so that the process may end. */
  async envelope(text: string): Promise<void> {
    const {stdout} = this.#options
    if (!stdout.write(`${text}\n`)) await drained(stdout)
  }
}

/** A reader that has gone away is nothing to wait for. */
async function drained(stream: NodeJS.WritableStream): Promise<void> {
  await new Promise<void>((resolve) => {
    stream.once('drain', resolve)
    stream.once('error', () => resolve())
  })
}
