import {field} from '../schema/field.ts'
import {bytes, integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {CryptographicParameters} from './cryptographic-parameters.ts'

/** KMIP 1.4 section 4.6, 2.1 section 7.12. */
export const DerivationParameters = structure('Derivation Parameters', {
  cryptographicParameters: field(Tag.CryptographicParameters, CryptographicParameters).optional(),
  initializationVector: field(Tag.InitializationVector, bytes).optional(),
  derivationData: field(Tag.DerivationData, bytes).repeated(),
  salt: field(Tag.Salt, bytes).optional(),
  iterationCount: field(Tag.IterationCount, integer).optional(),
})
export type DerivationParameters = Infer<typeof DerivationParameters>
