import {field} from '../schema/field.ts'
import {structure, type Infer} from '../schema/structure.ts'
import {Tag} from '../spec/tags.ts'
import {Right} from './right.ts'

/** KMIP 2.1 section 7.35. */
export const Rights = structure('Rights', {
  right: field(Tag.Right, Right).repeated(),
})
export type Rights = Infer<typeof Rights>
