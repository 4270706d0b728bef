import {field} from '../schema/field.ts'
import {bigInteger} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.2, 2.1 section 3.5. */
export const TransparentDSAPrivateKey = structure('Transparent DSA Private Key', {
  p: field(Tag.P, bigInteger),
  q: field(Tag.Q, bigInteger),
  g: field(Tag.G, bigInteger),
  x: field(Tag.X, bigInteger),
})
export type TransparentDSAPrivateKey = Infer<typeof TransparentDSAPrivateKey>
