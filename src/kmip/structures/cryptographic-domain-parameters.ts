import {field} from '../schema/field.ts'
import {enumeration, integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {RecommendedCurve} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.7, 2.1 section 4.14. */
export const CryptographicDomainParameters = structure('Cryptographic Domain Parameters', {
  qlength: field(Tag.Qlength, integer).optional(),
  recommendedCurve: field(Tag.RecommendedCurve, enumeration(RecommendedCurve)).optional(),
})
export type CryptographicDomainParameters = Infer<typeof CryptographicDomainParameters>
