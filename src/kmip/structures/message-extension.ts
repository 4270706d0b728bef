import {field} from '../schema/field.ts'
import {anyValue, boolean, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 6.16, 2.1 section 9.13. */
export const MessageExtension = structure('Message Extension', {
  vendorIdentification: field(Tag.VendorIdentification, text),
  criticalityIndicator: field(Tag.CriticalityIndicator, boolean),
  vendorExtension: field(Tag.VendorExtension, anyValue),
})
export type MessageExtension = Infer<typeof MessageExtension>
