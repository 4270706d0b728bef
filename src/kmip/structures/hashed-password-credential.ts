import {field} from '../schema/field.ts'
import {bytes, dateTimeExtended, enumeration, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {HashingAlgorithm} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 9.11. */
export const HashedPasswordCredential = structure('Hashed Password Credential', {
  username: field(Tag.Username, text),
  timeStamp: field(Tag.TimeStamp, dateTimeExtended),
  hashingAlgorithm: field(Tag.HashingAlgorithm, enumeration(HashingAlgorithm)).optional(),
  hashedPassword: field(Tag.HashedPassword, bytes),
})
export type HashedPasswordCredential = Infer<typeof HashedPasswordCredential>
