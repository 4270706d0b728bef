import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {RecommendedCurve} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.15, 2.1 section 3.12. */
export const TransparentECPublicKey = structure('Transparent EC Public Key', {
  recommendedCurve: field(Tag.RecommendedCurve, enumeration(RecommendedCurve)),
  qString: field(Tag.QString, bytes),
})
export type TransparentECPublicKey = Infer<typeof TransparentECPublicKey>
