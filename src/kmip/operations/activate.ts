import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {identifier} from '../schema/identifier.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.19, 2.1 section 6.1.1. */
export const Activate = operation('Activate', {
  since: '1.0',
  request: {uniqueIdentifier: field(Tag.UniqueIdentifier, identifier).optional()},
  response: {uniqueIdentifier: field(Tag.UniqueIdentifier, text)},
})
