import {field} from '../schema/field.ts'
import {bigInteger, enumeration, integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {SplitKeyMethod} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {KeyBlock} from './key-block.ts'

/** KMIP 1.4 section 2.2.5, 2.1 section 2.8. The prime field size belongs to the method of that name. */
export const SplitKey = structure('Split Key', {
  splitKeyParts: field(Tag.SplitKeyParts, integer),
  keyPartIdentifier: field(Tag.KeyPartIdentifier, integer),
  splitKeyThreshold: field(Tag.SplitKeyThreshold, integer),
  splitKeyMethod: field(Tag.SplitKeyMethod, enumeration(SplitKeyMethod)),
  primeFieldSize: field(Tag.PrimeFieldSize, bigInteger).optional(),
  keyBlock: field(Tag.KeyBlock, KeyBlock),
})
export type SplitKey = Infer<typeof SplitKey>
