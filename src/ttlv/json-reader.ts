import {valueNaming} from './attribute-naming.ts'
import {TtlvError} from './error.ts'
import {withinItem} from './error-path.ts'
import {parseJson} from './json-parser.ts'
import type {JsonObject, JsonValue} from './json-value.ts'
import {defaultLimits, type TtlvLimits} from './limits.ts'
import {structureNode, type StructureNode, type TtlvNode} from './node.ts'
import {quoted} from './number-text.ts'
import {type AnyScalarType, scalarTypeByName} from './scalar-types.ts'
import {tagLabel} from './tag-label.ts'
import {parseTag} from './tag-text.ts'
import {atPosition, positionAt} from './text-position.ts'
import type {Vocabulary} from './vocabulary.ts'

export interface ReadJsonOptions {
  readonly limits?: TtlvLimits | undefined
}

/** Reads one item in KMIP's JSON encoding. Throws a TtlvError whose message has line and column. KMIP Profiles 2.1 section 5.5. */
export function readJson(text: string, vocabulary: Vocabulary, options: ReadJsonOptions = {}): TtlvNode {
  const reader = new JsonReader(text, vocabulary, options.limits ?? defaultLimits)
  return reader.root(reader.document())
}

/** Like `readJson`, but an array of messages is accepted too. */
export function readJsonDocument(text: string, vocabulary: Vocabulary, options: ReadJsonOptions = {}): TtlvNode[] {
  const reader = new JsonReader(text, vocabulary, options.limits ?? defaultLimits)
  const document = reader.document()
  const messages = document.kind === 'array' ? document.items : [document]
  return messages.map((message) => reader.root(message))
}

class JsonReader {
  readonly #text: string
  readonly #vocabulary: Vocabulary
  readonly #limits: TtlvLimits
  #nodes = 0
  #depth = 0

  constructor(text: string, vocabulary: Vocabulary, limits: TtlvLimits) {
    this.#text = text
    this.#vocabulary = vocabulary
    this.#limits = limits
  }

  /** An item is an object with an array in it: two levels of JSON each, and one array around all. */
  document(): JsonValue {
    return parseJson(this.#text, this.#limits.depth * 2 + 2)
  }

  root(json: JsonValue): TtlvNode {
    this.#nodes = 0
    this.#depth = 0
    return this.#item(json, [])
  }

  #item(json: JsonValue, before: readonly TtlvNode[]): TtlvNode {
    if (json.kind !== 'object') throw this.#fault(`Item must be a JSON object, not ${described(json)}`, json)
    if (++this.#nodes > this.#limits.nodes) throw this.#fault(`Message has more than ${this.#limits.nodes} items`, json)
    const tag = this.#tag(json)
    try {
      const type = this.#type(json)
      return type === undefined ? this.#structure(json, tag) : this.#scalar(json, tag, type, before)
    } catch (error) {
      throw withinItem(error, this.#label(tag, before))
    }
  }

  #label(tag: number, before: readonly TtlvNode[]): string {
    const index = before.filter((item) => item.tag === tag).length
    return tagLabel(tag, this.#vocabulary) + (index > 0 ? `[${index}]` : '')
  }

  #tag(json: JsonObject): number {
    const tag = json.members.get('tag')
    if (tag?.kind !== 'string') throw this.#fault('Item has no member "tag" with a string', tag ?? json)
    return this.#positioned(tag, () => parseTag(tag.text, this.#vocabulary))
  }

  /** Undefined for a structure, which is also what a missing type means. */
  #type(json: JsonObject): AnyScalarType | undefined {
    const type = json.members.get('type')
    if (type === undefined) return undefined
    if (type.kind !== 'string') throw this.#fault(`Type must be a JSON string, not ${described(type)}`, type)
    if (type.text === 'Structure') return undefined
    const known = scalarTypeByName(type.text)
    if (known === undefined) throw this.#fault(`Type ${quoted(type.text)} is not known`, type)
    return known
  }

  #structure(json: JsonObject, tag: number): StructureNode {
    if (++this.#depth > this.#limits.depth) {
      throw this.#fault(`Structures are nested deeper than ${this.#limits.depth} levels`, json)
    }
    const content = json.members.get('value')
    const items: TtlvNode[] = []
    if (content?.kind === 'array') for (const item of content.items) items.push(this.#item(item, items))
    else if (content !== undefined && content.kind !== 'null') {
      const hint = json.members.has('type') ? undefined : 'An item without "type" is a structure'
      throw this.#fault(`Value of a structure must be an array or null, not ${described(content)}`, content, hint)
    }
    this.#depth--
    return structureNode(tag, items)
  }

  #scalar(json: JsonObject, tag: number, type: AnyScalarType, before: readonly TtlvNode[]): TtlvNode {
    const leaf = json.members.get('value')
    if (leaf === undefined) throw this.#fault(`${type.name} has no member "value"`, json)
    if (leaf.kind === 'null' || leaf.kind === 'array' || leaf.kind === 'object') {
      throw this.#fault(`Value of type ${type.name} cannot be ${described(leaf)}`, leaf)
    }
    return this.#positioned(leaf, () => type.readJson(tag, leaf, valueNaming(tag, before[0], this.#vocabulary)))
  }

  #positioned<Value>(json: JsonValue, read: () => Value): Value {
    try {
      return read()
    } catch (error) {
      throw error instanceof TtlvError ? this.#fault(error.message, json, error.hint, error) : error
    }
  }

  #fault(message: string, json: JsonValue, hint?: string, cause?: unknown): TtlvError {
    return new TtlvError(message + atPosition(positionAt(this.#text, json.at)), {hint, cause})
  }
}

function described(json: JsonValue): string {
  if (json.kind === 'null') return 'null'
  return json.kind === 'array' || json.kind === 'object' ? `an ${json.kind}` : `a ${json.kind}`
}
