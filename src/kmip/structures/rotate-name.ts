import {field} from '../schema/field.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {RotateNameType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 4.53. */
export const RotateName = structure('Rotate Name', {
  rotateNameValue: field(Tag.RotateNameValue, text),
  rotateNameType: field(Tag.RotateNameType, enumeration(RotateNameType)),
})
export type RotateName = Infer<typeof RotateName>
