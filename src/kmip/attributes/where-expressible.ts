import {KmipError} from '../error.ts'
import type {Fields, Structure} from '../schema/structure.ts'

/**
 * A structure for attributes with members of growing enumerations: where the version lacks a required member's value (a
 * link of a newer type), that one attribute is left out instead of the whole message being refused.
 */
export function whereExpressible<F extends Fields>(type: Structure<F>): Structure<F> {
  return {
    ...type,
    encode(tag, value, version) {
      try {
        return type.encode(tag, value, version)
      } catch (error) {
        const newer = version !== 'any' && error instanceof KmipError && error.reason === 'FeatureNotSupported'
        if (newer) return undefined
        throw error
      }
    },
  }
}
