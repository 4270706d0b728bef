import {field} from '../schema/field.ts'
import {enumeration, integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {CryptographicAlgorithm, KeyCompressionType, KeyFormatType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {KeyWrappingData} from '../structures/key-wrapping-data.ts'
import {KeyValue} from './key-value.ts'

/**
 * KMIP 1.4 section 2.1.3, 2.1 section 3.1. Algorithm and length may be left out where the key value tells them, the
 * key value where the server holds none; the wrapping data is there exactly when the key value is wrapped.
 */
export const KeyBlock = structure('Key Block', {
  keyFormatType: field(Tag.KeyFormatType, enumeration(KeyFormatType)),
  keyCompressionType: field(Tag.KeyCompressionType, enumeration(KeyCompressionType)).optional(),
  keyValue: field(Tag.KeyValue, KeyValue).optional(),
  cryptographicAlgorithm: field(Tag.CryptographicAlgorithm, enumeration(CryptographicAlgorithm)).optional(),
  cryptographicLength: field(Tag.CryptographicLength, integer).optional(),
  keyWrappingData: field(Tag.KeyWrappingData, KeyWrappingData).optional(),
})
export type KeyBlock = Infer<typeof KeyBlock>
