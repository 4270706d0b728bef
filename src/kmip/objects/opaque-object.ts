import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {OpaqueDataType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.2.8, 2.1 section 2.3. */
export const OpaqueObject = structure('Opaque Object', {
  opaqueDataType: field(Tag.OpaqueDataType, enumeration(OpaqueDataType)),
  opaqueDataValue: field(Tag.OpaqueDataValue, bytes),
})
export type OpaqueObject = Infer<typeof OpaqueObject>
