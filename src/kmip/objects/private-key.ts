import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {KeyBlock} from './key-block.ts'

/** KMIP 1.4 section 2.2.4, 2.1 section 2.5. */
export const PrivateKey = structure('Private Key', {keyBlock: field(Tag.KeyBlock, KeyBlock)})
export type PrivateKey = Infer<typeof PrivateKey>
