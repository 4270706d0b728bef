import {field} from '../schema/field.ts'
import {boolean, integer, text} from '../schema/scalars.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {extensionType} from './extension-type.ts'

/** KMIP 1.4 section 2.1.9, 2.1 section 7.13. */
export const ExtensionInformation = structure('Extension Information', {
  extensionName: field(Tag.ExtensionName, text),
  extensionTag: field(Tag.ExtensionTag, integer).optional(),
  extensionType: field(Tag.ExtensionType, extensionType).optional(),
  extensionEnumeration: field(Tag.ExtensionEnumeration, integer).optional().since('2.0'),
  extensionAttribute: field(Tag.ExtensionAttribute, boolean).optional().since('2.0'),
  extensionParentStructureTag: field(Tag.ExtensionParentStructureTag, integer).optional().since('2.0'),
  extensionDescription: field(Tag.ExtensionDescription, text).optional().since('2.0'),
})
export type ExtensionInformation = Infer<typeof ExtensionInformation>
