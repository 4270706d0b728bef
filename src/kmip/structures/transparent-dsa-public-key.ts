import {field} from '../schema/field.ts'
import {bigInteger} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.3, 2.1 section 3.6. */
export const TransparentDSAPublicKey = structure('Transparent DSA Public Key', {
  p: field(Tag.P, bigInteger),
  q: field(Tag.Q, bigInteger),
  g: field(Tag.G, bigInteger),
  y: field(Tag.Y, bigInteger),
})
export type TransparentDSAPublicKey = Infer<typeof TransparentDSAPublicKey>
