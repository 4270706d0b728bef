import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** A managed object of the 3.0 draft. */
export const PasswordCredential = structure('Password Credential', {
  password: field(Tag.Password, text).optional(),
})
export type PasswordCredential = Infer<typeof PasswordCredential>
