import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {KeyBlock} from './key-block.ts'

/** KMIP 1.4 section 2.2.3, 2.1 section 2.6. */
export const PublicKey = structure('Public Key', {keyBlock: field(Tag.KeyBlock, KeyBlock)})
export type PublicKey = Infer<typeof PublicKey>
