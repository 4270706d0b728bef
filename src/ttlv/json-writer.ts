import {valueNaming} from './attribute-naming.ts'
import {withinItem} from './error-path.ts'
import {ItemType, type TtlvNode} from './node.ts'
import type {NodeOf, ScalarCode} from './scalar-type.ts'
import {scalarTypeOf} from './scalar-types.ts'
import {itemLabel, tagLabel} from './tag-label.ts'
import type {ValueNaming, Vocabulary} from './vocabulary.ts'

export interface WriteJsonOptions {
  /** Blanks per level; 0, the default, writes one line. */
  readonly indent?: number | undefined
}

interface JsonItem {
  readonly tag: string
  readonly type?: string
  readonly value: string | boolean | null | readonly JsonItem[]
}

/** Writes KMIP's JSON encoding. Throws a TtlvError for a value that its type cannot hold. KMIP Profiles 2.1 section 5.5. */
export function writeJson(node: TtlvNode, vocabulary: Vocabulary, options: WriteJsonOptions = {}): string {
  return JSON.stringify(jsonItem([node], 0, vocabulary), null, options.indent ?? 0)
}

function jsonItem(items: readonly TtlvNode[], index: number, vocabulary: Vocabulary): JsonItem {
  const node = items[index]
  if (node === undefined) throw new RangeError(`No item ${index}`)
  const tag = tagLabel(node.tag, vocabulary)
  try {
    if (node.type === ItemType.Structure) {
      const value = node.value.map((_, at) => jsonItem(node.value, at, vocabulary))
      return {tag, value: value.length === 0 ? null : value}
    }
    return jsonScalar(node, tag, valueNaming(node.tag, items[0], vocabulary))
  } catch (error) {
    throw withinItem(error, itemLabel(items, index, vocabulary))
  }
}

function jsonScalar<Code extends ScalarCode>(
  node: NodeOf<Code>,
  tag: string,
  naming: ValueNaming | undefined,
): JsonItem {
  const type = scalarTypeOf(node)
  type.checkedSize(node.value)
  return {tag, type: type.name, value: type.writeJson(node.value, naming)}
}
