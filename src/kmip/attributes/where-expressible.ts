import {KmipError} from '../error.ts'
import {fieldsIn, type Fields, type FieldValues, type Structure} from '../schema/structure.ts'
import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import type {EncodingVersion} from '../spec/version.ts'

/**
 * A structure for attributes with members of growing enumerations: where the version lacks a member's value (a link of
 * a newer type, a newer curve), that one attribute is left out instead of the whole message being refused, or of saying
 * something else than it means. Members that the version itself lacks may go.
 */
export function whereExpressible<F extends Fields>(type: Structure<F>): Structure<F> {
  return {
    ...type,
    encode(tag, value, version) {
      try {
        const node = type.encode(tag, value, version)
        return version !== 'any' && losesMember(type, {value, node}, version) ? undefined : node
      } catch (error) {
        const newer = version !== 'any' && error instanceof KmipError && error.reason === 'FeatureNotSupported'
        if (newer) return undefined
        throw error
      }
    },
  }
}

interface Encoded<F extends Fields> {
  readonly value: FieldValues<F>
  readonly node: TtlvNode | undefined
}

function losesMember<F extends Fields>(
  {fields}: Structure<F>,
  {value, node}: Encoded<F>,
  version: EncodingVersion,
): boolean {
  if (node?.type !== ItemType.Structure) return false
  const values: Readonly<Record<string, unknown>> = value
  const written = new Set(node.value.map(({tag}) => tag))
  return fieldsIn(fields, version).some((key) => {
    const present = values[key]
    const empty = present === undefined || (Array.isArray(present) && present.length === 0)
    return !empty && fields[key]?.tags.some((tag) => written.has(tag)) === false
  })
}
