import type {AnyField, Fields} from '../../../kmip/schema/structure.ts'
import {enumerations} from '../../../kmip/spec/enumeration-index.ts'
import type {EnumerationTable} from '../../../kmip/spec/enumeration.ts'
import type {MaskTable} from '../../../kmip/spec/mask.ts'
import {masks} from '../../../kmip/spec/masks.ts'
import {tagTable} from '../../../kmip/spec/tag-details.ts'

/** How people write the value of a member of a request on a flag. */
export type FieldForm =
  | {readonly kind: 'attributes' | 'attribute names' | 'boolean' | 'bytes' | 'date' | 'duration' | 'lease'}
  | {readonly kind: 'number' | 'text' | 'any'}
  | {readonly kind: 'enumeration'; readonly table: EnumerationTable; readonly numbers: boolean}
  | {readonly kind: 'mask'; readonly table: MaskTable}
  | {readonly kind: 'structure'; readonly fields: Fields}

/** The form that follows from the declaration of a member. */
export function formOf({holds, item, tags, description}: AnyField): FieldForm {
  if (holds !== undefined) return {kind: holds === 'attribute names' ? holds : 'attributes'}
  if (item !== undefined && 'fields' in item) return {kind: 'structure', fields: item.fields as Fields}
  // The tag alone has it otherwise: Lease Time is an attribute too
  if (description === 'Interval or Date-Time') return {kind: 'lease'}
  return scalarForm(tags[0] ?? 0)
}

function scalarForm(tag: number): FieldForm {
  const {enumeration, mask, typeSteps = []} = tagTable.entry(tag) ?? {}
  const types = typeSteps.at(-1)?.types ?? []
  if (mask !== undefined) return {kind: 'mask', table: masks[mask]}
  if (enumeration !== undefined && enumeration !== 'Tag' && types.includes('Enumeration')) {
    return {kind: 'enumeration', table: enumerations[enumeration], numbers: types.includes('Integer')}
  }
  return {kind: scalarKinds[types[0] ?? ''] ?? 'any'}
}

const scalarKinds: Readonly<Record<string, 'boolean' | 'bytes' | 'date' | 'duration' | 'number' | 'text'>> = {
  Integer: 'number',
  LongInteger: 'number',
  BigInteger: 'number',
  Boolean: 'boolean',
  TextString: 'text',
  Identifier: 'text',
  ByteString: 'bytes',
  DateTime: 'date',
  DateTimeExtended: 'date',
  Interval: 'duration',
}

/** As the specification prints it: `Usage Limits`. */
export function fieldName({tags, holds, description}: Pick<AnyField, 'tags' | 'holds' | 'description'>): string {
  const tag = holds === 'attributes' ? (tags[1] ?? tags[0]) : tags[0]
  return tagTable.entry(tag ?? 0)?.specName ?? description
}
