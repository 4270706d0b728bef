import {field} from '../schema/field.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {EncodingOption, WrappingMethod} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {EncryptionKeyInformation} from './encryption-key-information.ts'
import {MACSignatureKeyInformation} from './mac-signature-key-information.ts'

/** KMIP 1.4 section 2.1.6, 2.1 section 7.18. */
export const KeyWrappingSpecification = structure('Key Wrapping Specification', {
  wrappingMethod: field(Tag.WrappingMethod, enumeration(WrappingMethod)),
  encryptionKeyInformation: field(Tag.EncryptionKeyInformation, EncryptionKeyInformation).optional(),
  macSignatureKeyInformation: field(Tag.MACSignatureKeyInformation, MACSignatureKeyInformation).optional(),
  attributeName: field(Tag.AttributeName, text).repeated(),
  encodingOption: field(Tag.EncodingOption, enumeration(EncodingOption)).optional().since('1.1'),
})
export type KeyWrappingSpecification = Infer<typeof KeyWrappingSpecification>
