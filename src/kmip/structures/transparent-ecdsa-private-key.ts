import {field} from '../schema/field.ts'
import {bigInteger, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {RecommendedCurve} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.8. */
export const TransparentECDSAPrivateKey = structure('Transparent ECDSA Private Key', {
  recommendedCurve: field(Tag.RecommendedCurve, enumeration(RecommendedCurve)),
  d: field(Tag.D, bigInteger),
})
export type TransparentECDSAPrivateKey = Infer<typeof TransparentECDSAPrivateKey>
