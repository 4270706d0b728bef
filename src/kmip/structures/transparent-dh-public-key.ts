import {field} from '../schema/field.ts'
import {bigInteger} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.7, 2.1 section 3.10. */
export const TransparentDHPublicKey = structure('Transparent DH Public Key', {
  p: field(Tag.P, bigInteger),
  q: field(Tag.Q, bigInteger).optional(),
  g: field(Tag.G, bigInteger),
  j: field(Tag.J, bigInteger).optional(),
  y: field(Tag.Y, bigInteger),
})
export type TransparentDHPublicKey = Infer<typeof TransparentDHPublicKey>
