import {isDeepStrictEqual} from 'node:util'
import type {AttributeKey, AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import {definitionOf, isStandard} from '../../../kmip/attributes/lookup.ts'
import {KmipError} from '../../../kmip/error.ts'
import {followActivation} from '../../lifecycle/date-order.ts'
import {placeInSet} from '../../rotation/rotated-set.ts'
import {checkInstanceLimit} from '../instance-limit.ts'
import type {ServerObject} from '../server-object.ts'

/** Attributes of the existing key that its replacement gets anew or not at all. KMIP 1.4 section 4.4, table 173. */
const notCopied: readonly AttributeKey[] = [
  'UniqueIdentifier',
  'InitialDate',
  'DestroyDate',
  'CompromiseOccurrenceDate',
  'CompromiseDate',
  'RevocationReason',
  'State',
  'Digest',
  'Link',
  'LastChangeDate',
  'RandomNumberGenerator',
  'OriginalCreationDate',
  'ArchiveDate',
  'Fresh',
  'KeyFormatType',
  'ShortUniqueIdentifier',
  'KeyValuePresent',
  'AlwaysSensitive',
  'NeverExtractable',
  ...placeInSet,
]

const dates = ['ActivationDate', 'ProcessStartDate', 'ProtectStopDate', 'DeactivationDate'] as const

export interface ReplacementTiming {
  /** Seconds between the new key's Initial Date and its Activation Date. */
  readonly offset: number | undefined
  readonly now: Date
}

/**
 * What the replacement of a key starts with: the old attributes, new dates, and what the request asks for: another
 * value of an attribute that has one, further values of one that may have several. KMIP 1.4 section 4.
 */
export function replacementAttributes(
  existing: ServerObject,
  requested: AttributeSet,
  timing: ReplacementTiming,
): AttributeSet {
  const attributes = existing.attributes.pick((key) => !notCopied.includes(key))
  followActivation(attributes)
  if (timing.offset !== undefined) moveDates(existing, attributes, requested, {...timing, offset: timing.offset})
  for (const key of requested.keys()) {
    if (isStandard(key) && !definitionOf(key).rules.multiple) attributes.delete(key)
    addMissing(attributes, requested, key)
  }
  return attributes
}

function addMissing(attributes: AttributeSet, requested: AttributeSet, key: AttributeKey): void {
  for (const value of requested.all(key)) {
    if (!attributes.all(key).some((present) => isDeepStrictEqual(present, value))) attributes.add(key, value)
  }
  checkInstanceLimit(attributes, key)
}

/** KMIP 1.4 section 4.4, table 172. */
function moveDates(
  existing: ServerObject,
  attributes: AttributeSet,
  requested: AttributeSet,
  {offset, now}: ReplacementTiming & {readonly offset: number},
): void {
  const clash = dates.find((key) => requested.has(key))
  if (clash !== undefined) throw new KmipError('InvalidMessage', `Re-key takes an Offset or a ${clash}, not both`)
  const activation = existing.attributes.get('ActivationDate')
  if (activation === undefined) {
    throw new KmipError('IllegalOperation', `Key ${existing.id} has no Activation Date to which an Offset could apply`)
  }
  const shift = now.getTime() + offset * 1000 - activation.getTime()
  for (const key of dates) {
    const date = attributes.get(key)
    if (date !== undefined) attributes.set(key, moved(key, date, shift))
  }
}

/** `shift` in milliseconds. */
function moved(key: AttributeKey, date: Date, shift: number): Date {
  const result = new Date(date.getTime() + shift)
  if (!Number.isNaN(result.getTime())) return result
  throw new KmipError('NumericRange', `${key} ${date.toISOString()} moved by the Offset is beyond any calendar`)
}
