import {field} from '../schema/field.ts'
import {operation} from '../schema/operation.ts'
import {enumeration} from '../schema/scalars.ts'
import {EndpointRole} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'

/** KMIP 2.1 sections 6.1.54 and 6.2.5. */
export const SetEndpointRole = operation('SetEndpointRole', {
  since: '2.0',
  request: {
    endpointRole: field(Tag.EndpointRole, enumeration(EndpointRole)),
  },
  response: {
    endpointRole: field(Tag.EndpointRole, enumeration(EndpointRole)),
  },
})
