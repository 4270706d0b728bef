import {Tag} from '../../../kmip/spec/tags.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {meaningTag} from '../../../ttlv/attribute-naming.ts'
import {ItemType, itemTypeName, type TtlvNode} from '../../../ttlv/node.ts'
import {redact} from '../../../ttlv/redact.ts'
import type {NodeOf, ScalarCode} from '../../../ttlv/scalar-type.ts'
import {scalarTypeOf} from '../../../ttlv/scalar-types.ts'
import type {Difference} from '../judge/difference.ts'
import type {FirstFault} from '../run/result.ts'

/** A fault in words. */
export interface FaultText {
  /** `2: ResponseMessage/BatchItem/ResultStatus`. */
  readonly path: string
  readonly expected: string
  readonly received: string
}

/** Says where a case went wrong, what was expected there and what came. Secrets are hidden unless `reveal` is set. */
export function faultText({exchange, difference, problem}: FirstFault, reveal = false): FaultText {
  if (difference === undefined) return {path: String(exchange), expected: 'an answer', received: problem ?? ''}
  const received = valueText(difference.received, difference, reveal)
  return {
    path: `${exchange}: ${difference.path.join('/')}`,
    expected: valueText(difference.meant ?? difference.expected, difference, reveal),
    received:
      difference.remark === undefined || difference.remark === '' ? received : `${received} (${difference.remark})`,
  }
}

function valueText(node: TtlvNode | undefined, {path, problem}: Difference, reveal: boolean): string {
  if (node === undefined) return 'nothing'
  const name = kmipVocabulary.tagName(node.tag) ?? ''
  if (problem === 'order') return `${name} first`
  if (node.type === ItemType.Structure)
    return problem === 'type' ? 'a structure' : `${name} {${contents(node.value, reveal)}}`
  const type = problem === 'type' ? `${itemTypeName(node.type)} ` : ''
  return type + scalarText(node, meaningAt(path, node.tag), reveal)
}

function contents(items: readonly TtlvNode[], reveal: boolean): string {
  return items
    .map((item) =>
      item.type === ItemType.Structure
        ? `${kmipVocabulary.tagName(item.tag)} {${contents(item.value, reveal)}}`
        : scalarText(item, meaningTag(item.tag, items[0], kmipVocabulary), reveal),
    )
    .join(', ')
}

/** The value as XML writes it; `meaning` is the tag that gives it its sense. */
function scalarText<Code extends ScalarCode>(node: NodeOf<Code>, meaning: number, reveal: boolean): string {
  if (!reveal && (kmipVocabulary.isSecret(node.tag) || kmipVocabulary.isSecret(meaning))) return redact(node.value)
  return scalarTypeOf(node).writeXml(node.value, kmipVocabulary.naming(meaning))
}

/** The value of an attribute has the sense of the attribute whose label stands before it. */
function meaningAt(path: readonly string[], tag: number): number {
  const attribute = tag === Tag.AttributeValue ? /^Attribute\[(.+)\]$/u.exec(path.at(-2) ?? '')?.[1] : undefined
  return (attribute === undefined ? undefined : kmipVocabulary.attributeTag(attribute)) ?? tag
}
