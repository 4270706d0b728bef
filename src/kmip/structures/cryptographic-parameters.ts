import {field} from '../schema/field.ts'
import {boolean, bytes, enumeration, integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {
  BlockCipherMode,
  CryptographicAlgorithm,
  DigitalSignatureAlgorithm,
  HashingAlgorithm,
  KeyRoleType,
  MaskGenerator,
  PaddingMethod,
} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.6, 2.1 section 4.16. */
export const CryptographicParameters = structure('Cryptographic Parameters', {
  blockCipherMode: field(Tag.BlockCipherMode, enumeration(BlockCipherMode)).optional(),
  paddingMethod: field(Tag.PaddingMethod, enumeration(PaddingMethod)).optional(),
  hashingAlgorithm: field(Tag.HashingAlgorithm, enumeration(HashingAlgorithm)).optional(),
  keyRoleType: field(Tag.KeyRoleType, enumeration(KeyRoleType)).optional(),
  digitalSignatureAlgorithm: field(Tag.DigitalSignatureAlgorithm, enumeration(DigitalSignatureAlgorithm))
    .optional()
    .since('1.2'),
  cryptographicAlgorithm: field(Tag.CryptographicAlgorithm, enumeration(CryptographicAlgorithm))
    .optional()
    .since('1.2'),
  randomIV: field(Tag.RandomIV, boolean).optional().since('1.2'),
  ivLength: field(Tag.IVLength, integer).optional().since('1.2'),
  tagLength: field(Tag.TagLength, integer).optional().since('1.2'),
  fixedFieldLength: field(Tag.FixedFieldLength, integer).optional().since('1.2'),
  invocationFieldLength: field(Tag.InvocationFieldLength, integer).optional().since('1.2'),
  counterLength: field(Tag.CounterLength, integer).optional().since('1.2'),
  initialCounterValue: field(Tag.InitialCounterValue, integer).optional().since('1.2'),
  saltLength: field(Tag.SaltLength, integer).optional().since('1.4'),
  maskGenerator: field(Tag.MaskGenerator, enumeration(MaskGenerator)).optional().since('1.4'),
  maskGeneratorHashingAlgorithm: field(Tag.MaskGeneratorHashingAlgorithm, enumeration(HashingAlgorithm))
    .optional()
    .since('1.4'),
  pSource: field(Tag.PSource, bytes).optional().since('1.4'),
  trailerField: field(Tag.TrailerField, integer).optional().since('1.4'),
})
export type CryptographicParameters = Infer<typeof CryptographicParameters>
