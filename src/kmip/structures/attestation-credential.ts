import {field} from '../schema/field.ts'
import {bytes, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {AttestationType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {Nonce} from './nonce.ts'

/** KMIP 1.4 section 2.1.2, 2.1 section 9.11. */
export const AttestationCredential = structure('Attestation Credential', {
  nonce: field(Tag.Nonce, Nonce),
  attestationType: field(Tag.AttestationType, enumeration(AttestationType)),
  attestationMeasurement: field(Tag.AttestationMeasurement, bytes).optional(),
  attestationAssertion: field(Tag.AttestationAssertion, bytes).optional(),
})
export type AttestationCredential = Infer<typeof AttestationCredential>
