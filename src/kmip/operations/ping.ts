import {operation} from '../schema/operation.ts'

/** KMIP 2.1 section 6.1.36. */
export const Ping = operation('Ping', {
  since: '2.1',
  request: {},
  response: {},
})
