import {field} from '../schema/field.ts'
import {mask} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {ProtectionStorageMask} from '../spec/masks.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 7.33. */
export const ProtectionStorageMasks = structure('Protection Storage Masks', {
  protectionStorageMask: field(Tag.ProtectionStorageMask, mask(ProtectionStorageMask)).repeated(),
})
export type ProtectionStorageMasks = Infer<typeof ProtectionStorageMasks>
