import {field} from '../schema/field.ts'
import {integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.32. */
export const ProfileVersion = structure('Profile Version', {
  profileVersionMajor: field(Tag.ProfileVersionMajor, integer),
  profileVersionMinor: field(Tag.ProfileVersionMinor, integer),
})
export type ProfileVersion = Infer<typeof ProfileVersion>
