import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {longInteger, text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.18, 2.1 section 6.1.23. */
export const GetUsageAllocation = operation('GetUsageAllocation', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    usageLimitsCount: field(Tag.UsageLimitsCount, longInteger),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
  },
})
