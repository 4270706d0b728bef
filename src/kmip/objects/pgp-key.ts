import {field} from '../schema/field.ts'
import {integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {KeyBlock} from './key-block.ts'

/** KMIP 1.4 section 2.2.9, 2.1 section 2.4. */
export const PGPKey = structure('PGP Key', {
  pgpKeyVersion: field(Tag.PGPKeyVersion, integer),
  keyBlock: field(Tag.KeyBlock, KeyBlock),
})
export type PGPKey = Infer<typeof PGPKey>
