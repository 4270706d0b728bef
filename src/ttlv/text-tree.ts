import {meaningTag} from './attribute-naming.ts'
import {ItemType, itemTypeName, type TtlvNode} from './node.ts'
import {redact} from './redact.ts'
import type {NodeOf, ScalarCode, ShownValue} from './scalar-type.ts'
import {scalarTypeOf} from './scalar-types.ts'
import {tagLabel} from './tag-label.ts'
import {plainStyle, type TreeStyle} from './tree-style.ts'
import type {ValueNaming, Vocabulary} from './vocabulary.ts'

export interface RenderTreeOptions {
  /** Without it the tree is plain text. */
  readonly style?: TreeStyle | undefined
  /** Columns of the terminal: longer byte strings and texts are cut to fit. */
  readonly width?: number | undefined
  /** Shows key material and passwords. */
  readonly reveal?: boolean | undefined
  /** Bytes shown of a byte string, and half the characters shown of a text; 64 by default. */
  readonly maxBytes?: number | undefined
}

interface Line {
  readonly label: string
  readonly type: string
  /** Undefined for a structure. */
  readonly value: ((columns: number) => ShownValue) | undefined
  /** Stands for a value that must not be shown. */
  readonly hidden: string | undefined
}

/** Room kept for a note such as ` (2048 bytes, 1984 not shown)` and the sign of a cut. */
const noteWidth = 32
const shortestCut = 8
/** Texts up to this length are never cut: identifiers are there to be copied, and a line may break instead. */
const wholeText = 40

/**
 * The tree people read: one line per item with its tag, type and value in columns. Values below a secret tag are
 * replaced by their length and fingerprint unless `reveal` is set. No final newline.
 */
export function renderTree(node: TtlvNode, vocabulary: Vocabulary, options: RenderTreeOptions = {}): string {
  const lines: Line[] = []
  collect(lines, node, {vocabulary, reveal: options.reveal === true, level: 0, secret: false, first: node})
  const style = options.style ?? plainStyle
  const labelWidth = longest(lines.map((line) => line.label))
  const typeWidth = longest(lines.map((line) => line.type))
  const room = (options.width ?? Number.POSITIVE_INFINITY) - labelWidth - typeWidth - 4
  const widths = {label: labelWidth, type: typeWidth, room, longest: (options.maxBytes ?? 64) * 2}
  return lines.map((line) => renderLine(line, style, widths)).join('\n')
}

interface Place {
  readonly vocabulary: Vocabulary
  readonly reveal: boolean
  readonly level: number
  /** True below a secret structure. */
  readonly secret: boolean
  /** First item of the structure around this one. */
  readonly first: TtlvNode | undefined
}

function collect(lines: Line[], node: TtlvNode, place: Place): void {
  const {vocabulary, level} = place
  const meaning = meaningTag(node.tag, place.first, vocabulary)
  const secret = place.secret || (!place.reveal && (vocabulary.isSecret(node.tag) || vocabulary.isSecret(meaning)))
  const label = '  '.repeat(level) + tagLabel(node.tag, vocabulary)
  const type = itemTypeName(node.type) ?? ''
  if (node.type === ItemType.Structure) {
    lines.push({label, type, value: undefined, hidden: undefined})
    for (const item of node.value) collect(lines, item, {...place, level: level + 1, secret, first: node.value[0]})
    return
  }
  const naming = vocabulary.naming(meaning)
  const hidden = secret ? redact(node.value) : undefined
  lines.push({label, type, value: (columns) => shown(node, naming, columns), hidden})
}

function shown<Code extends ScalarCode>(
  node: NodeOf<Code>,
  naming: ValueNaming | undefined,
  columns: number,
): ShownValue {
  return scalarTypeOf(node).show(node.value, naming, columns)
}

interface Widths {
  readonly label: number
  readonly type: number
  /** What the line has left for a value and its note. */
  readonly room: number
  /** The most that is shown of a value. */
  readonly longest: number
}

function renderLine(line: Line, style: TreeStyle, widths: Widths): string {
  const {label, type} = line
  const indent = label.length - label.trimStart().length
  const tag = label.slice(0, indent) + style.tag(label.slice(indent))
  const spaces = {label: widths.label - label.length, type: widths.type - type.length}
  if (line.value === undefined) return `${tag}${' '.repeat(spaces.label)}  ${style.type(type)}`
  const {kind, text, note = ''} = shownOf(line, line.value, widths)
  // What would reach over the end by little leaves its column instead
  const over = Math.max(0, text.length - widths.room)
  const fromType = Math.min(spaces.type, over)
  const fromLabel = Math.min(spaces.label, over - fromType)
  const start = `${tag}${' '.repeat(spaces.label - fromLabel)}  ${style.type(type)}${' '.repeat(spaces.type - fromType)}  `
  const value = text === '' ? '' : style[kind](text)
  if (note === '') return start + value
  return `${start}${value}${value === '' ? '' : ' '}${style.note(`(${note})`)}`
}

function shownOf(line: Line, value: (columns: number) => ShownValue, widths: Widths) {
  if (line.hidden !== undefined) return {kind: 'secret', text: line.hidden} as const
  const {style: kind, text, note} = fitted(value, widths)
  return {kind, text, note}
}

/** The whole value where it fits, if need be without its note; else as much of it as leaves room for the note. */
function fitted(value: (columns: number) => ShownValue, {room, longest: most}: Widths): ShownValue {
  const shown = value(most)
  const {style, text, note, cut} = shown
  const noteLength = note === undefined ? 0 : note.length + 3
  if (text.length + noteLength <= room) return shown
  if (cut !== true && (text.length <= room || (style !== 'bytes' && text.length <= wholeText))) return {style, text}
  return value(Math.max(shortestCut, Math.min(most, room - noteWidth)))
}

function longest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0)
}
