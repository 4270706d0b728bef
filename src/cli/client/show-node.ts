import {kmipVocabulary} from '../../kmip/spec/vocabulary.ts'
import {writeBinary} from '../../ttlv/binary-writer.ts'
import {bytesToHex} from '../../ttlv/hex.ts'
import {writeJson} from '../../ttlv/json-writer.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import {renderTree} from '../../ttlv/text-tree.ts'
import type {TreeStyle} from '../../ttlv/tree-style.ts'
import {writeXml} from '../../ttlv/xml-writer.ts'
import {redactTree} from '../../ttlv/redact-tree.ts'

export const nodeFormats = ['tree', 'json', 'xml', 'hex'] as const
export type NodeFormat = (typeof nodeFormats)[number]

export interface ShowNodeOptions {
  readonly format: NodeFormat
  /** Shows key material, passwords and plaintext. */
  readonly reveal: boolean
  /** Columns of the terminal that trees fit into; without it nothing is cut. */
  readonly width?: number | undefined
  /** Colours of trees. */
  readonly style?: TreeStyle | undefined
}

/** An item in words or in one of the encodings, without what must not be shown. No final newline. */
export function showNode(node: TtlvNode, options: ShowNodeOptions): string {
  if (options.format === 'tree') return showTree(node, options)
  const shown = options.reveal ? node : redactTree(node, kmipVocabulary).node
  return encoders[options.format](shown)
}

/** Several items, in a form that can be read again as a whole: XML has one root and JSON one value. */
export function showNodes(nodes: readonly TtlvNode[], options: ShowNodeOptions): string {
  const texts = nodes.map((node) => showNode(node, options))
  return texts.length === 1 ? texts.join('') : joiners[options.format](texts)
}

const joiners: Readonly<Record<NodeFormat, (texts: readonly string[]) => string>> = {
  tree: (texts) => texts.join('\n\n'),
  json: (texts) => `[\n${indented(texts.join(',\n'))}\n]`,
  xml: (texts) => `<KMIP>\n${indented(texts.join('\n'))}\n</KMIP>`,
  hex: (texts) => texts.join('\n'),
}

/** Line breaks within values are escaped in both encodings. */
function indented(text: string): string {
  return text.replaceAll(/^/gm, ' '.repeat(indent))
}

/** True when the encoding differs from the item's own because something was hidden; in trees one sees it. */
export function hidesSilently(node: TtlvNode, {format, reveal}: ShowNodeOptions): boolean {
  return format !== 'tree' && !reveal && redactTree(node, kmipVocabulary).hidden
}

export const hiddenNote = 'Secret values are replaced by their length and fingerprint; pass --reveal to see them'

const indent = 2

const encoders: Readonly<Record<Exclude<NodeFormat, 'tree'>, (node: TtlvNode) => string>> = {
  json: (node) => writeJson(node, kmipVocabulary, {indent}),
  xml: (node) => writeXml(node, kmipVocabulary, {indent}),
  hex: (node) => bytesToHex(writeBinary(node)),
}

function showTree(node: TtlvNode, {reveal, width, style}: ShowNodeOptions): string {
  return renderTree(node, kmipVocabulary, {style, width, reveal, ...(width === undefined ? uncut : {})})
}

const uncut = {maxBytes: Number.POSITIVE_INFINITY}
