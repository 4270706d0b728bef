import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {EncodingOption, WrappingMethod} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {EncryptionKeyInformation} from './encryption-key-information.ts'
import {MACSignatureKeyInformation} from './mac-signature-key-information.ts'

/** KMIP 1.4 section 2.1.5, 2.1 section 3.3. */
export const KeyWrappingData = structure('Key Wrapping Data', {
  wrappingMethod: field(Tag.WrappingMethod, enumeration(WrappingMethod)),
  encryptionKeyInformation: field(Tag.EncryptionKeyInformation, EncryptionKeyInformation).optional(),
  macSignatureKeyInformation: field(Tag.MACSignatureKeyInformation, MACSignatureKeyInformation).optional(),
  macSignature: field(Tag.MACSignature, bytes).optional(),
  ivCounterNonce: field(Tag.IVCounterNonce, bytes).optional(),
  encodingOption: field(Tag.EncodingOption, enumeration(EncodingOption)).optional().since('1.1'),
})
export type KeyWrappingData = Infer<typeof KeyWrappingData>
