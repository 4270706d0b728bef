import {field} from '../schema/field.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {RevocationReasonCode} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.31, 2.1 section 4.47. */
export const RevocationReason = structure('Revocation Reason', {
  revocationReasonCode: field(Tag.RevocationReasonCode, enumeration(RevocationReasonCode)),
  revocationMessage: field(Tag.RevocationMessage, text).optional(),
})
export type RevocationReason = Infer<typeof RevocationReason>
