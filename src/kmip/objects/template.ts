import {attributeSet} from '../attributes/attribute-fields.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 2.2.6. The second tag serves storage, which knows no version; one whose attributes are all newer than a message is empty in it. */
export const Template = structure('Template', {
  attributes: attributeSet({v1: Tag.Attribute, v2: Tag.Attributes}).optional(),
})
export type Template = Infer<typeof Template>
