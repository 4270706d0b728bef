import {field} from '../schema/field.ts'
import {boolean, enumeration, integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {
  CryptographicAlgorithm,
  DRBGAlgorithm,
  FIPS186Variation,
  HashingAlgorithm,
  RNGAlgorithm,
  RecommendedCurve,
} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.18, 2.1 section 7.36. */
export const RNGParameters = structure('RNG Parameters', {
  rngAlgorithm: field(Tag.RNGAlgorithm, enumeration(RNGAlgorithm)),
  cryptographicAlgorithm: field(Tag.CryptographicAlgorithm, enumeration(CryptographicAlgorithm)).optional(),
  cryptographicLength: field(Tag.CryptographicLength, integer).optional(),
  hashingAlgorithm: field(Tag.HashingAlgorithm, enumeration(HashingAlgorithm)).optional(),
  drbgAlgorithm: field(Tag.DRBGAlgorithm, enumeration(DRBGAlgorithm)).optional(),
  recommendedCurve: field(Tag.RecommendedCurve, enumeration(RecommendedCurve)).optional(),
  fips186Variation: field(Tag.FIPS186Variation, enumeration(FIPS186Variation)).optional(),
  predictionResistance: field(Tag.PredictionResistance, boolean).optional(),
})
export type RNGParameters = Infer<typeof RNGParameters>
