import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {HashingAlgorithm, KeyFormatType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.17, 2.1 section 4.21. */
export const Digest = structure('Digest', {
  hashingAlgorithm: field(Tag.HashingAlgorithm, enumeration(HashingAlgorithm)),
  digestValue: field(Tag.DigestValue, bytes).optional(),
  keyFormatType: field(Tag.KeyFormatType, enumeration(KeyFormatType)).optional().since('1.1'),
})
export type Digest = Infer<typeof Digest>
