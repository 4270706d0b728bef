import {CryptographicUsageMask} from '../../../kmip/spec/masks.ts'
import type {Use} from '../../lifecycle/usage.ts'
import type {ServerObject} from '../server-object.ts'

/** What a key does to wrap another one. */
export const wrapUse: Use = {name: 'Wrap Key', mask: 'WrapKey', protects: true}

const unwrapping: Use = {name: 'Unwrap Key', mask: 'UnwrapKey', protects: false}

/**
 * What a key does to open what it wrapped. A key that may wrap serves too: whoever can have a key wrapped by it was
 * allowed to have that key, and clients register wrapping keys with no other use (TC-WRAP-2).
 */
export function unwrapUse({attributes}: ServerObject): Use {
  const mask = attributes.get('CryptographicUsageMask') ?? 0
  return CryptographicUsageMask.has(mask, 'UnwrapKey') ? unwrapping : {...unwrapping, mask: 'WrapKey'}
}
