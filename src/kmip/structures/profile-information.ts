import {field} from '../schema/field.ts'
import {enumeration, integer, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {ProfileName} from '../spec/profile-name.ts'
import {Tag} from '../spec/tags.ts'
import {ProfileVersion} from './profile-version.ts'

/** KMIP 1.4 section 2.1.19, 2.1 section 7.31. */
export const ProfileInformation = structure('Profile Information', {
  profileName: field(Tag.ProfileName, enumeration(ProfileName)),
  profileVersion: field(Tag.ProfileVersion, ProfileVersion).optional().since('2.0'),
  serverURI: field(Tag.ServerURI, text).optional(),
  serverPort: field(Tag.ServerPort, integer).optional(),
})
export type ProfileInformation = Infer<typeof ProfileInformation>
