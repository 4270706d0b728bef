import type {TtlvNode} from '../../ttlv/node.ts'
import {KmipError} from '../error.ts'
import {DecodeError} from '../schema/decode-error.ts'
import type {ValueType} from '../schema/value-type.ts'
import type {AttributeKey} from './attribute-set.ts'
import {definitionOf, isStandard} from './lookup.ts'

/** `pattern`: what a search looks for, where members of a structure may be missing. KMIP 1.4 section 4.9. */
export type Reading = 'value' | 'pattern'

/** An attribute's value in the model; fails with Invalid Attribute Value where it is not what the catalogue says. */
export function decodeValue(key: AttributeKey, node: TtlvNode, reading: Reading): unknown {
  if (!isStandard(key)) return node
  const definition = definitionOf(key)
  const type: ValueType<unknown> = definition.type
  try {
    return reading === 'pattern' && type.decodePattern !== undefined ? type.decodePattern(node) : type.decode(node)
  } catch (error) {
    if (error instanceof DecodeError) {
      throw new KmipError('InvalidAttributeValue', `Attribute ${definition.name}: ${error.message}`, {cause: error})
    }
    throw error
  }
}
