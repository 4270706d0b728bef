import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {Tag} from '../spec/tags.ts'
import {DefaultsInformation} from '../structures/defaults-information.ts'

/** KMIP 2.1 section 6.1.53. Without information: all defaults are removed. */
export const SetDefaults = operation('SetDefaults', {
  since: '2.1',
  request: {
    defaultsInformation: field(Tag.DefaultsInformation, DefaultsInformation).optional(),
  },
  response: {},
})
