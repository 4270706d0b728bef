import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {CryptographicParameters} from './cryptographic-parameters.ts'

/** KMIP 1.4 section 2.1.5, 2.1 section 3.3. */
export const MACSignatureKeyInformation = structure('MAC/Signature Key Information', {
  uniqueIdentifier: field(Tag.UniqueIdentifier, text),
  cryptographicParameters: field(Tag.CryptographicParameters, CryptographicParameters).optional(),
})
export type MACSignatureKeyInformation = Infer<typeof MACSignatureKeyInformation>
