import {isDeepStrictEqual} from 'node:util'
import {inconsistentShares} from '../../../crypto/secret-sharing/share.ts'
import {joinShares} from '../../../crypto/secret-sharing/secret-sharing.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {SplitKey} from '../../../kmip/objects/split-key.ts'
import {rawBytes} from '../key-material.ts'
import {linkedId} from '../links.ts'
import {contentOf, type ServerObject} from '../server-object.ts'
import type {DivisibleValue} from './divisible-value.ts'
import {lengthInPrimeField, sharingOf} from './split-key-content.ts'

/** A part with what it says of itself. */
export interface KeyPart {
  readonly object: ServerObject
  readonly splitKey: SplitKey
}

/** The Split Key that an object is; fails for other objects. */
export function keyPartOf(object: ServerObject): KeyPart {
  const content = contentOf(object)
  if (content.type === 'SplitKey') return {object, splitKey: content.value}
  throw new KmipError('InvalidObjectType', `Object ${object.id} is a ${content.type}, not a Split Key`)
}

/** What the parts are parts of; fails with Cryptographic Failure for too few of them or such as do not belong together. */
export function joinedValue(parts: readonly KeyPart[]): DivisibleValue {
  const [first] = parts
  if (first === undefined) throw inconsistentShares()
  const {splitKey} = first
  for (const part of parts) {
    if (!isDeepStrictEqual(descriptionOf(part.splitKey), descriptionOf(splitKey))) throw inconsistentShares()
  }
  // Parts that a client registered need not know what they are parts of.
  if (new Set(parts.flatMap(({object}) => linkedId(object, 'ParentLink') ?? [])).size > 1) throw inconsistentShares()
  const shares = parts.map((part) => ({identifier: part.splitKey.keyPartIdentifier, material: materialOf(part)}))
  const sharing = sharingOf(splitKey)
  const length =
    sharing.prime === undefined
      ? (shares[0]?.material.length ?? 0)
      : lengthInPrimeField(sharing.prime, splitKey.keyBlock)
  return {bytes: joinShares(shares, sharing, length), keyFormatType: splitKey.keyBlock.keyFormatType}
}

/** What all parts of a key have in common. */
function descriptionOf({keyBlock, ...splitKey}: SplitKey) {
  const {keyFormatType, cryptographicAlgorithm, cryptographicLength} = keyBlock
  return {...sharingOf({...splitKey, keyBlock}), keyFormatType, cryptographicAlgorithm, cryptographicLength}
}

function materialOf({object, splitKey}: KeyPart): Uint8Array {
  const bytes = rawBytes(splitKey.keyBlock)
  if (bytes !== undefined) return bytes
  throw new KmipError('KeyValueNotPresent', `The value of Split Key ${object.id} is not at hand unwrapped`)
}
