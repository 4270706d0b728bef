import {ItemType, type TtlvNode} from '../../ttlv/node.ts'
import {KeyFormatType, NameType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {searchText} from './search-text.ts'

function truth(value: boolean): string {
  return searchText({tag: Tag.AttributeValue, type: ItemType.Boolean, value})
}

function word(value: number | undefined): string {
  const node: TtlvNode = {tag: Tag.AttributeValue, type: ItemType.Enumeration, value: value ?? 0}
  return searchText(node)
}

/**
 * Values that nearly every object has. Who searches by them alone finds nearly everything, so an index of them costs
 * every object something and helps no search; the other values of the same attributes are indexed.
 */
const commonValues: ReadonlyMap<string, string> = new Map([
  ['AlwaysSensitive', truth(false)],
  ['Extractable', truth(true)],
  ['Fresh', truth(false)],
  ['KeyFormatType', word(KeyFormatType.valueOf('Raw'))],
  ['LeaseTime', searchText({tag: Tag.AttributeValue, type: ItemType.Interval, value: 3600})],
  ['Name.NameType', word(NameType.valueOf('UninterpretedTextString'))],
  ['NeverExtractable', truth(false)],
  ['ObjectGroup', 'default'],
  ['OperationPolicyName', 'default'],
  ['Sensitive', truth(false)],
])

/** A server has one or two generators, and masks are sought by their bits. */
const commonKeys: ReadonlySet<string> = new Set(['CryptographicUsageMask', 'RandomNumberGenerator'])

export function isCommon(key: string, value: string): boolean {
  return commonKeys.has(key) || commonValues.get(key) === value
}
