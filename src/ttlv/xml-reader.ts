import {SaxesParser, type SaxesTagNS} from 'saxes'
import {valueNaming} from './attribute-naming.ts'
import {TtlvError} from './error.ts'
import {defaultLimits, type TtlvLimits} from './limits.ts'
import {structureNode, type TtlvNode} from './node.ts'
import {quoted} from './number-text.ts'
import type {ScalarCode} from './scalar-type.ts'
import {scalarTypeByName} from './scalar-types.ts'
import {tagLabel} from './tag-label.ts'
import {parseTag} from './tag-text.ts'
import {atPosition, type TextPosition} from './text-position.ts'
import type {Vocabulary} from './vocabulary.ts'

export interface ReadXmlOptions {
  readonly limits?: TtlvLimits | undefined
  /** Takes over a value that is no value of its type, such as a symbol of a test case; undefined leaves it to the type. */
  readonly standIn?: ((value: XmlValue) => TtlvNode | undefined) | undefined
}

/** A value as the document has it. */
export interface XmlValue {
  readonly tag: number
  readonly type: ScalarCode
  readonly text: string
}

const kmipNamespace = 'urn:oasis:tc:kmip:xmlns'

/** Reads one item in KMIP's XML encoding. Throws a TtlvError whose message has line and column. KMIP Profiles 2.1 section 5.4. */
export function readXml(text: string, vocabulary: Vocabulary, options: ReadXmlOptions = {}): TtlvNode {
  const [root] = new XmlReader(vocabulary, options, false).read(text)
  if (root === undefined) throw new TtlvError('XML document holds no message')
  return root
}

/** Like `readXml`, but one element around several messages, such as `KMIP` or `KmipTestCase`, is accepted too. */
export function readXmlDocument(text: string, vocabulary: Vocabulary, options: ReadXmlOptions = {}): TtlvNode[] {
  return new XmlReader(vocabulary, options, true).read(text)
}

/** An element that is still open. */
interface OpenItem {
  readonly tag: number
  /** Undefined for a structure, which is complete only at its end. */
  scalar: TtlvNode | undefined
  readonly items: TtlvNode[]
}

class XmlReader {
  readonly #parser = new SaxesParser({xmlns: true, position: false, forceXMLVersion: true, defaultXMLVersion: '1.0'})
  readonly #vocabulary: Vocabulary
  readonly #limits: TtlvLimits
  readonly #standIn: ReadXmlOptions['standIn']
  readonly #allowWrapper: boolean
  readonly #roots: TtlvNode[] = []
  readonly #open: OpenItem[] = []
  #insideWrapper = false
  #nodes = 0
  /** Of the element whose tag is being parsed. */
  #position: TextPosition = {line: 1, column: 1}

  constructor(vocabulary: Vocabulary, {limits = defaultLimits, standIn}: ReadXmlOptions, allowWrapper: boolean) {
    this.#vocabulary = vocabulary
    this.#limits = limits
    this.#standIn = standIn
    this.#allowWrapper = allowWrapper
  }

  read(text: string): TtlvNode[] {
    const parser = this.#parser
    parser.on('error', (error) => {
      throw new TtlvError(`XML is not well-formed: ${error.message}${atPosition(this.#here())}`, {path: this.#path()})
    })
    parser.on('doctype', () => {
      throw this.#fault('XML with a document type declaration is refused', this.#here())
    })
    parser.on('text', (content) => this.#content(content))
    parser.on('cdata', (content) => this.#content(content))
    parser.on('opentagstart', ({name}) => {
      const {line, column} = this.#here()
      this.#position = {line, column: column - name.length - 1}
    })
    parser.on('opentag', (element) => this.#opened(element))
    parser.on('closetag', () => this.#closed())
    parser.write(text).close()
    return this.#roots
  }

  #opened(element: SaxesTagNS): void {
    if (this.#isWrapper(element)) {
      this.#insideWrapper = true
      return
    }
    if (this.#open.length === 0) this.#nodes = 0
    if (++this.#nodes > this.#limits.nodes) throw this.#fault(`Message has more than ${this.#limits.nodes} items`)
    const parent = this.#open.at(-1)
    if (parent?.scalar !== undefined) throw this.#fault('Element with a value cannot have child elements')
    const tag = this.#tag(element)
    const item: OpenItem = {tag, scalar: undefined, items: []}
    this.#open.push(item)
    item.scalar = this.#scalar(element, tag, parent?.items[0])
    if (item.scalar === undefined) this.#checkDepth()
  }

  #closed(): void {
    const item = this.#open.pop()
    if (item === undefined) return
    const parent = this.#open.at(-1)
    const node = item.scalar ?? structureNode(item.tag, item.items)
    if (parent === undefined) this.#roots.push(node)
    else parent.items.push(node)
  }

  /** Content that is not white space has no meaning in any KMIP element. */
  #content(content: string): void {
    if (/[^ \t\r\n]/.test(content)) throw this.#fault('Text stands between the elements', this.#here())
  }

  #isWrapper(element: SaxesTagNS): boolean {
    if (!this.#allowWrapper || this.#insideWrapper || this.#open.length > 0) return false
    return /^kmip/i.test(element.local) && this.#vocabulary.tagByName(element.local) === undefined
  }

  #tag(element: SaxesTagNS): number {
    if (element.uri !== '' && element.uri !== kmipNamespace) {
      throw this.#fault(`Element ${element.name} has the namespace ${quoted(element.uri)}, which is not KMIP's`)
    }
    const general = element.local === 'TTLV'
    const text = general ? attribute(element, 'tag')?.trim() : element.local
    if (text === undefined) throw this.#fault('Element TTLV has no attribute "tag"')
    // The specification prints one extension element as x540001
    const digits = general ? null : /^x([0-9a-f]{6})$/i.exec(text)
    return this.#positioned(() => parseTag(digits === null ? text : `0x${digits[1]}`, this.#vocabulary))
  }

  /** Undefined for a structure. */
  #scalar(element: SaxesTagNS, tag: number, first: TtlvNode | undefined): TtlvNode | undefined {
    const typeName = attribute(element, 'type') ?? 'Structure'
    const value = attribute(element, 'value')
    if (typeName === 'Structure') {
      if (value === undefined) return undefined
      throw this.#fault('Structure cannot have an attribute "value"', undefined, 'Was the attribute "type" left out?')
    }
    const type = scalarTypeByName(typeName)
    if (type === undefined) throw this.#fault(`Type ${quoted(typeName)} is not known`)
    if (value === undefined) throw this.#fault(`${type.name} has no attribute "value"`)
    return this.#positioned(
      () =>
        this.#standIn?.({tag, type: type.code, text: value}) ??
        type.readXml(tag, value, valueNaming(tag, first, this.#vocabulary)),
    )
  }

  #checkDepth(): void {
    if (this.#open.length > this.#limits.depth) {
      throw this.#fault(`Structures are nested deeper than ${this.#limits.depth} levels`)
    }
  }

  #positioned<Value>(read: () => Value): Value {
    try {
      return read()
    } catch (error) {
      throw error instanceof TtlvError ? this.#fault(error.message, undefined, error.hint, error) : error
    }
  }

  #here(): TextPosition {
    return {line: this.#parser.line, column: this.#parser.column}
  }

  #path(): string[] {
    return this.#open.map(({tag}, depth) => {
      const earlier = this.#open[depth - 1]?.items.filter((item) => item.tag === tag).length ?? 0
      return tagLabel(tag, this.#vocabulary) + (earlier > 0 ? `[${earlier}]` : '')
    })
  }

  #fault(message: string, position = this.#position, hint?: string, cause?: unknown): TtlvError {
    return new TtlvError(message + atPosition(position), {path: this.#path(), hint, cause})
  }
}

function attribute(element: SaxesTagNS, name: string): string | undefined {
  return element.attributes[name]?.value
}
