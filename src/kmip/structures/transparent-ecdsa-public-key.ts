import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {RecommendedCurve} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.9. */
export const TransparentECDSAPublicKey = structure('Transparent ECDSA Public Key', {
  recommendedCurve: field(Tag.RecommendedCurve, enumeration(RecommendedCurve)),
  qString: field(Tag.QString, bytes),
})
export type TransparentECDSAPublicKey = Infer<typeof TransparentECDSAPublicKey>
