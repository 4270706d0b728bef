import {field} from '../schema/field.ts'
import {anyValue, enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {CredentialType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.2, 2.1 section 9.11. */
export const Credential = structure('Credential', {
  credentialType: field(Tag.CredentialType, enumeration(CredentialType)),
  credentialValue: field(Tag.CredentialValue, anyValue),
})
export type Credential = Infer<typeof Credential>
