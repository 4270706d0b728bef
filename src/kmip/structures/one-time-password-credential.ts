import {field} from '../schema/field.ts'
import {text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 9.11. */
export const OneTimePasswordCredential = structure('One Time Password Credential', {
  username: field(Tag.Username, text),
  password: field(Tag.Password, text).optional(),
  oneTimePassword: field(Tag.OneTimePassword, text),
})
export type OneTimePasswordCredential = Infer<typeof OneTimePasswordCredential>
