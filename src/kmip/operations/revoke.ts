import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {dateTime, text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {RevocationReason} from '../structures/revocation-reason.ts'

/** KMIP 1.4 section 4.20, 2.1 section 6.1.44. */
export const Revoke = operation('Revoke', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    revocationReason: field(Tag.RevocationReason, RevocationReason),
    compromiseOccurrenceDate: field(Tag.CompromiseOccurrenceDate, dateTime).optional(),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
  },
})
