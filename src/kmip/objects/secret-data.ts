import {field} from '../schema/field.ts'
import {enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {SecretDataType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {KeyBlock} from './key-block.ts'

/** KMIP 1.4 section 2.2.7, 2.1 section 2.7. */
export const SecretData = structure('Secret Data', {
  secretDataType: field(Tag.SecretDataType, enumeration(SecretDataType)),
  keyBlock: field(Tag.KeyBlock, KeyBlock),
})
export type SecretData = Infer<typeof SecretData>
