import {field} from '../schema/field.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {NameType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.2, 2.1 section 4.32. */
export const Name = structure('Name', {
  nameValue: field(Tag.NameValue, text),
  nameType: field(Tag.NameType, enumeration(NameType)),
})
export type Name = Infer<typeof Name>
