import {field} from '../schema/field.ts'
import {bigInteger} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.5, 2.1 section 3.8. */
export const TransparentRSAPublicKey = structure('Transparent RSA Public Key', {
  modulus: field(Tag.Modulus, bigInteger),
  publicExponent: field(Tag.PublicExponent, bigInteger),
})
export type TransparentRSAPublicKey = Infer<typeof TransparentRSAPublicKey>
