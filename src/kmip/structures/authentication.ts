import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {Credential} from './credential.ts'

/** KMIP 1.4 section 6.6, 2.1 section 9.4. */
export const Authentication = structure('Authentication', {
  credential: field(Tag.Credential, Credential).repeated(),
})
export type Authentication = Infer<typeof Authentication>
