import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {enumeration, text} from '../schema/scalars.ts'
import {InteropFunction} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 section 6.1.26. */
export const Interop = operation('Interop', {
  since: '2.0',
  request: {
    interopFunction: field(Tag.InteropFunction, enumeration(InteropFunction)),
    interopIdentifier: field(Tag.InteropIdentifier, text),
  },
  response: {},
})
