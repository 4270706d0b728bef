import {escapeXml} from './escape-xml.ts'
import {valueNaming} from './attribute-naming.ts'
import {TtlvError} from './error.ts'
import {withinItem} from './error-path.ts'
import {ItemType, type TtlvNode} from './node.ts'
import type {NodeOf, ScalarCode} from './scalar-type.ts'
import {scalarTypeOf} from './scalar-types.ts'
import {formatTag, itemLabel} from './tag-label.ts'
import type {ValueNaming, Vocabulary} from './vocabulary.ts'

export interface WriteXmlOptions {
  /** Blanks per level; 0, the default, writes one line. */
  readonly indent?: number | undefined
}

interface XmlLayout {
  readonly vocabulary: Vocabulary
  /** Between elements and inside a structure. */
  readonly newline: string
  readonly step: string
}

/**
 * Writes KMIP's XML encoding without a declaration or final newline. Throws a TtlvError for text with characters that
 * XML 1.0 cannot hold, and for a value that its type cannot hold. KMIP Profiles 2.1 section 5.4.
 */
export function writeXml(node: TtlvNode, vocabulary: Vocabulary, options: WriteXmlOptions = {}): string {
  const indent = options.indent ?? 0
  const layout: XmlLayout = {vocabulary, newline: indent > 0 ? '\n' : '', step: ' '.repeat(indent)}
  const parts: string[] = []
  writeItem(parts, [node], 0, layout)
  return parts.join('')
}

function writeItem(parts: string[], items: readonly TtlvNode[], index: number, layout: XmlLayout): void {
  const node = items[index]
  if (node === undefined) throw new RangeError(`No item ${index}`)
  const {vocabulary} = layout
  try {
    if (node.type === ItemType.Structure) writeStructure(parts, node.tag, node.value, layout)
    else {
      const [open] = elementTags(node.tag, vocabulary)
      parts.push(`<${open} ${scalarAttributes(node, valueNaming(node.tag, items[0], vocabulary))}/>`)
    }
  } catch (error) {
    throw withinItem(error, itemLabel(items, index, vocabulary))
  }
}

function writeStructure(parts: string[], tag: number, value: readonly TtlvNode[], layout: XmlLayout): void {
  const [open, close] = elementTags(tag, layout.vocabulary)
  if (value.length === 0) {
    parts.push(`<${open}/>`)
    return
  }
  const inner = {...layout, newline: layout.newline + layout.step}
  parts.push(`<${open}>`)
  for (let index = 0; index < value.length; index++) {
    parts.push(inner.newline)
    writeItem(parts, value, index, inner)
  }
  parts.push(layout.newline, `</${close}>`)
}

/** What stands in the opening and the closing tag; items without a usable name take the general form. */
function elementTags(tag: number, vocabulary: Vocabulary): readonly [string, string] {
  const name = vocabulary.tagName(tag)
  if (name !== undefined && name !== 'TTLV' && /^[A-Za-z_][\w.-]*$/.test(name)) return [name, name]
  return [`TTLV tag="${formatTag(tag)}"`, 'TTLV']
}

function scalarAttributes<Code extends ScalarCode>(node: NodeOf<Code>, naming: ValueNaming | undefined): string {
  const type = scalarTypeOf(node)
  type.checkedSize(node.value)
  return `type="${type.name}" value="${escapeAttribute(type.writeXml(node.value, naming))}"`
}

function escapeAttribute(text: string): string {
  const forbidden = /(?![\t\n\r\x7f-\x9f])[\p{Cc}\ufffe\uffff]/u.exec(text)
  if (forbidden !== null) {
    const code = forbidden[0].charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()
    throw new TtlvError(`Text holds the character U+${code}, which XML cannot carry`, {
      hint: 'Use the binary or the JSON encoding for this message',
    })
  }
  return escapeXml(text)
}
