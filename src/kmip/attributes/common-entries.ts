import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {CryptographicAlgorithm, HashingAlgorithm, KeyFormatType, NameType, RNGAlgorithm} from '../spec/enumerations.ts'
import {ProtectionStorageMask} from '../spec/masks.ts'
import {Tag} from '../spec/tags.ts'
import {searchText} from './search-text.ts'

function truth(value: boolean): string {
  return searchText({tag: Tag.AttributeValue, type: ItemType.Boolean, value})
}

function number(value: number): string {
  return searchText({tag: Tag.AttributeValue, type: ItemType.Integer, value})
}

function word(value: number | undefined): string {
  const node: TtlvNode = {tag: Tag.AttributeValue, type: ItemType.Enumeration, value: value ?? 0}
  return searchText(node)
}

/** The members of what nearly every key has: a SHA-256 digest of its bytes, and this server's generator. */
const commonMembers: readonly (readonly [string, string])[] = [
  ['Digest.HashingAlgorithm', word(HashingAlgorithm.valueOf('SHA_256'))],
  ['Digest.KeyFormatType', word(KeyFormatType.valueOf('Raw'))],
  ['RandomNumberGenerator.CryptographicAlgorithm', word(CryptographicAlgorithm.valueOf('AES'))],
  ['RandomNumberGenerator.CryptographicLength', number(256)],
  ['RandomNumberGenerator.RNGAlgorithm', word(RNGAlgorithm.valueOf('DRBG'))],
]

/**
 * Values that nearly every object has. Who searches by them alone finds nearly everything, so an index of them costs
 * every object something and helps no search; the other values of the same attributes are indexed.
 */
const commonValues: ReadonlyMap<string, string> = new Map([
  ...commonMembers,
  ['AlwaysSensitive', truth(false)],
  ['Extractable', truth(true)],
  ['Fresh', truth(false)],
  ['KeyFormatType', word(KeyFormatType.valueOf('Raw'))],
  ['LeaseTime', number(3600)],
  ['Name.NameType', word(NameType.valueOf('UninterpretedTextString'))],
  ['NeverExtractable', truth(false)],
  ['ObjectGroup', 'default'],
  ['OperationPolicyName', 'default'],
  ['ProtectionStorageMask', number(ProtectionStorageMask.of('Software'))],
  ['Sensitive', truth(false)],
])

export function isCommon(key: string, value: string): boolean {
  return commonValues.get(key) === value
}
