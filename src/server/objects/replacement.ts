import type {AttributeKey, AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {KmipError} from '../../kmip/error.ts'
import type {ServerObject} from './server-object.ts'

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
  'KeyValuePresent',
  'AlwaysSensitive',
  'NeverExtractable',
]

const dates = ['ActivationDate', 'ProcessStartDate', 'ProtectStopDate', 'DeactivationDate'] as const

export interface ReplacementTiming {
  /** Seconds between the new key's Initial Date and its Activation Date. */
  readonly offset: number | undefined
  readonly now: Date
}

/** What the replacement of a key starts with: the old attributes, new dates, and what the request adds on top. */
export function replacementAttributes(
  existing: ServerObject,
  requested: AttributeSet,
  timing: ReplacementTiming,
): AttributeSet {
  const attributes = existing.attributes.pick((key) => !notCopied.includes(key))
  if (timing.offset !== undefined) moveDates(existing, attributes, requested, {...timing, offset: timing.offset})
  for (const key of requested.keys()) {
    attributes.delete(key)
    for (const {index, value} of requested.instances(key)) attributes.add(key, value, index)
  }
  return attributes
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
    const date = existing.attributes.get(key)
    if (date !== undefined) attributes.set(key, new Date(date.getTime() + shift))
  }
}
