import {field} from '../schema/field.ts'
import {bigInteger} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.4, 2.1 section 3.7. */
export const TransparentRSAPrivateKey = structure('Transparent RSA Private Key', {
  modulus: field(Tag.Modulus, bigInteger),
  privateExponent: field(Tag.PrivateExponent, bigInteger).optional(),
  publicExponent: field(Tag.PublicExponent, bigInteger).optional(),
  p: field(Tag.P, bigInteger).optional(),
  q: field(Tag.Q, bigInteger).optional(),
  primeExponentP: field(Tag.PrimeExponentP, bigInteger).optional(),
  primeExponentQ: field(Tag.PrimeExponentQ, bigInteger).optional(),
  crtCoefficient: field(Tag.CRTCoefficient, bigInteger).optional(),
})
export type TransparentRSAPrivateKey = Infer<typeof TransparentRSAPrivateKey>
