import {field} from '../schema/field.ts'
import {identifier} from '../schema/identifier.ts'
import {enumeration} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {LinkType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 3.35, 2.1 section 4.31. */
export const Link = structure('Link', {
  linkType: field(Tag.LinkType, enumeration(LinkType)),
  linkedObjectIdentifier: field(Tag.LinkedObjectIdentifier, identifier),
})
export type Link = Infer<typeof Link>
