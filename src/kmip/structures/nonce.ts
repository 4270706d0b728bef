import {field} from '../schema/field.ts'
import {bytes} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.14, 2.1 section 9.14. */
export const Nonce = structure('Nonce', {
  nonceID: field(Tag.NonceID, bytes),
  nonceValue: field(Tag.NonceValue, bytes),
})
export type Nonce = Infer<typeof Nonce>
