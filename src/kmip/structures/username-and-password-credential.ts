import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.1.2, 2.1 section 9.11. */
export const UsernameAndPasswordCredential = structure('Username and Password Credential', {
  username: field(Tag.Username, text),
  password: field(Tag.Password, text).optional(),
})
export type UsernameAndPasswordCredential = Infer<typeof UsernameAndPasswordCredential>
