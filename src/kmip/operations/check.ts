import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {operation} from '../schema/operation.ts'
import {interval, longInteger, mask, text} from '../schema/scalars.ts'
import {CryptographicUsageMask} from '../spec/masks.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.10, 2.1 section 6.1.7. The response tells what stood in the way. */
export const Check = operation('Check', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional(),
    usageLimitsCount: field(Tag.UsageLimitsCount, longInteger).optional(),
    cryptographicUsageMask: field(Tag.CryptographicUsageMask, mask(CryptographicUsageMask)).optional(),
    leaseTime: field(Tag.LeaseTime, interval).optional(),
  },
  response: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text).optional(),
    usageLimitsCount: field(Tag.UsageLimitsCount, longInteger).optional(),
    cryptographicUsageMask: field(Tag.CryptographicUsageMask, mask(CryptographicUsageMask)).optional(),
    leaseTime: field(Tag.LeaseTime, interval).optional(),
  },
})
