import {attributeName} from '../../../kmip/spec/attribute-names.ts'
import {kmipVocabulary} from '../../../kmip/spec/vocabulary.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import {ItemType, type TtlvNode} from '../../../ttlv/node.ts'
import {attributeNameOf, childOf, childrenOf} from '../../conformance/conversation/payload.ts'
import type {Demand} from './demand.ts'

interface FoundAttribute {
  readonly name: string
  readonly value: TtlvNode | undefined
}

/** Of a payload, in either form. */
function attributesOf(payload: TtlvNode | undefined): FoundAttribute[] {
  return childrenOf(payload).flatMap((item) => {
    if (item.tag === Tag.Attribute) return {name: attributeNameOf(item) ?? '', value: childOf(item, Tag.AttributeValue)}
    if (item.tag !== Tag.Attributes) return []
    return childrenOf(item).map((value) => ({name: attributeName(value.tag) ?? '', value}))
  })
}

export function hasAttribute(...names: readonly string[]): Demand {
  return {
    text: `the answer has ${names.join(' and ')}`,
    check({payload}) {
      const found = attributesOf(payload).map(({name}) => name)
      const missing = names.filter((name) => !found.includes(name))
      return missing.length === 0 ? undefined : {expected: missing.join(', '), received: found.join(', ') || 'nothing'}
    },
  }
}

/** The value as its name, its number or its text; names in braces are filled. */
export function attributeIs(name: string, value: string | number): Demand {
  return {
    text: `${name} is ${String(value).replaceAll(/[{}]/gu, '')}`,
    check({payload, values}) {
      const expected = typeof value === 'string' ? values.fill(value) : String(value)
      const attribute = attributesOf(payload).find((found) => found.name === name)
      const found = attribute === undefined ? 'none' : valueText(name, attribute.value)
      return found === expected ? undefined : {expected: `${name} ${expected}`, received: found}
    },
  }
}

export function firstAttribute(name: string): Demand {
  return {
    text: `the first attribute of the answer is ${name}`,
    check({payload}) {
      const first = attributesOf(payload)[0]?.name
      return first === name ? undefined : {expected: `${name} first`, received: first ?? 'no attribute'}
    },
  }
}

/** What the object is to be called. */
export function nameIs(values: string): Demand {
  return attributeIs('Name', values)
}

/** An attribute that nobody has set is left out and is no failure. */
export function noAttribute(name: string): Demand {
  return {
    text: `the answer has no ${name} yet`,
    check({payload}) {
      const isThere = attributesOf(payload).some((found) => found.name === name)
      return isThere ? {expected: `no ${name}`, received: name} : undefined
    },
  }
}

function valueText(name: string, value: TtlvNode | undefined): string {
  if (value === undefined) return 'no value'
  if (value.type === ItemType.Structure) return valueText(name, childOf(value, Tag.NameValue))
  if (value.type !== ItemType.Enumeration) return String(value.value)
  const naming = kmipVocabulary.naming(kmipVocabulary.attributeTag(name) ?? value.tag)
  return naming?.nameOf(value.value) ?? `0x${value.value.toString(16)}`
}
