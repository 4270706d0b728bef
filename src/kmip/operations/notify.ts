import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {changedAttributes} from './changed-attributes.ts'

/** KMIP 1.4 section 5.1, 2.1 section 6.2.2. From server to client. */
export const Notify = operation('Notify', {
  since: '1.0',
  request: {
    uniqueIdentifier: field(Tag.UniqueIdentifier, text),
    changes: changedAttributes(),
  },
  response: {},
})
