import {field} from '../schema/field.ts'
import {enumeration, longInteger} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {UsageLimitsUnit} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.21, 2.1 section 7.40. */
export const UsageLimits = structure('Usage Limits', {
  usageLimitsTotal: field(Tag.UsageLimitsTotal, longInteger),
  usageLimitsCount: field(Tag.UsageLimitsCount, longInteger).optional(),
  usageLimitsUnit: field(Tag.UsageLimitsUnit, enumeration(UsageLimitsUnit)),
})
export type UsageLimits = Infer<typeof UsageLimits>
