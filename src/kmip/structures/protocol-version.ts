import {field} from '../schema/field.ts'
import {integer} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 6.1, 2.1 section 9.16. */
export const ProtocolVersion = structure('Protocol Version', {
  major: field(Tag.ProtocolVersionMajor, integer),
  minor: field(Tag.ProtocolVersionMinor, integer),
})
export type ProtocolVersion = Infer<typeof ProtocolVersion>
