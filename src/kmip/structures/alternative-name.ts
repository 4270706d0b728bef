import {field} from '../schema/field.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {AlternativeNameType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.40, 2.1 section 4.2. */
export const AlternativeName = structure('Alternative Name', {
  alternativeNameValue: field(Tag.AlternativeNameValue, text),
  alternativeNameType: field(Tag.AlternativeNameType, enumeration(AlternativeNameType)),
})
export type AlternativeName = Infer<typeof AlternativeName>
