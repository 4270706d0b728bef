import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {integer} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'
import {dataReference} from './data-reference.ts'

/** KMIP 1.4 section 4.36, 2.1 section 6.1.50. */
export const RNGSeed = operation('RNGSeed', {
  since: '1.2',
  request: {
    data: field(Tag.Data, dataReference),
  },
  response: {
    dataLength: field(Tag.DataLength, integer),
  },
})
