import {field} from '../schema/field.ts'
import {bigInteger} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.6, 2.1 section 3.9. */
export const TransparentDHPrivateKey = structure('Transparent DH Private Key', {
  p: field(Tag.P, bigInteger),
  q: field(Tag.Q, bigInteger).optional(),
  g: field(Tag.G, bigInteger),
  j: field(Tag.J, bigInteger).optional(),
  x: field(Tag.X, bigInteger),
})
export type TransparentDHPrivateKey = Infer<typeof TransparentDHPrivateKey>
