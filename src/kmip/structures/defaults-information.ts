import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {ObjectDefaults} from './object-defaults.ts'

/** KMIP 2.1 section 7.11. */
export const DefaultsInformation = structure('Defaults Information', {
  objectDefaults: field(Tag.ObjectDefaults, ObjectDefaults).repeated(),
})
export type DefaultsInformation = Infer<typeof DefaultsInformation>
