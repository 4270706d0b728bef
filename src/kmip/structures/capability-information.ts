import {field} from '../schema/field.ts'
import {boolean, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {DestroyAction, RNGMode, ShreddingAlgorithm, UnwrapMode} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.21, 2.1 section 7.5. */
export const CapabilityInformation = structure('Capability Information', {
  streamingCapability: field(Tag.StreamingCapability, boolean).optional(),
  asynchronousCapability: field(Tag.AsynchronousCapability, boolean).optional(),
  attestationCapability: field(Tag.AttestationCapability, boolean).optional(),
  batchUndoCapability: field(Tag.BatchUndoCapability, boolean).optional().since('1.4'),
  batchContinueCapability: field(Tag.BatchContinueCapability, boolean).optional().since('1.4'),
  unwrapMode: field(Tag.UnwrapMode, enumeration(UnwrapMode)).optional(),
  destroyAction: field(Tag.DestroyAction, enumeration(DestroyAction)).optional(),
  shreddingAlgorithm: field(Tag.ShreddingAlgorithm, enumeration(ShreddingAlgorithm)).optional(),
  rngMode: field(Tag.RNGMode, enumeration(RNGMode)).optional(),
  quantumSafeCapability: field(Tag.QuantumSafeCapability, boolean).optional().since('2.0'),
})
export type CapabilityInformation = Infer<typeof CapabilityInformation>
