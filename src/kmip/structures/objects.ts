import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.21. */
export const Objects = structure('Objects', {
  uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).repeated(),
})
export type Objects = Infer<typeof Objects>
