import {field} from '../schema/field.ts'
import {bytes} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.1, 2.1 section 3.4. */
export const TransparentSymmetricKey = structure('Transparent Symmetric Key', {
  key: field(Tag.Key, bytes),
})
export type TransparentSymmetricKey = Infer<typeof TransparentSymmetricKey>
