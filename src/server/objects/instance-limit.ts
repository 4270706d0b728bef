import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'

/** Most instances that one attribute of an object may have. */
export const instanceLimit = 1000

/** Fails when an attribute has more instances than this server keeps. */
export function checkInstanceLimit(attributes: AttributeSet, key: AttributeKey): void {
  const {length} = attributes.instances(key)
  if (length > instanceLimit) {
    throw new KmipError(
      'ServerLimitExceeded',
      `Attribute ${key} has ${length} instances, more than the ${instanceLimit} kept here`,
    )
  }
}
