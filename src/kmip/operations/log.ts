import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {text} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 6.1.29. */
export const Log = operation('Log', {
  since: '2.0',
  request: {
    logMessage: field(Tag.LogMessage, text),
  },
  response: {},
})
