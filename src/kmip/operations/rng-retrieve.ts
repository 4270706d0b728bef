import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {bytes, integer} from '../schema/scalars.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 1.4 section 4.35, 2.1 section 6.1.49. Since 2.0 an ephemeral request gets no data back. */
export const RNGRetrieve = operation('RNGRetrieve', {
  since: '1.2',
  request: {
    dataLength: field(Tag.DataLength, integer),
  },
  response: {
    data: field(Tag.Data, bytes).optional(),
  },
})
