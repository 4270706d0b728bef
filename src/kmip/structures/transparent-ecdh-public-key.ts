import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {RecommendedCurve} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.7.11. */
export const TransparentECDHPublicKey = structure('Transparent ECDH Public Key', {
  recommendedCurve: field(Tag.RecommendedCurve, enumeration(RecommendedCurve)),
  qString: field(Tag.QString, bytes),
})
export type TransparentECDHPublicKey = Infer<typeof TransparentECDHPublicKey>
