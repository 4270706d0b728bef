import {field} from '../schema/field.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {KeyValueLocationType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.42, 2.1 section 4.27. */
export const KeyValueLocation = structure('Key Value Location', {
  keyValueLocationValue: field(Tag.KeyValueLocationValue, text),
  keyValueLocationType: field(Tag.KeyValueLocationType, enumeration(KeyValueLocationType)),
})
export type KeyValueLocation = Infer<typeof KeyValueLocation>
