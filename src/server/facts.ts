import type {OperationName} from '../kmip/schema/operation.ts'
import type {ServerFacts} from './context.ts'
import {handlers} from './handlers/index.ts'
import {storableTypes} from './objects/registration.ts'

/** What this server tells of itself; derived from what it does. */
export const serverFacts: ServerFacts = {
  operations: Object.keys(handlers) as OperationName[],
  objectTypes: storableTypes,
  versions: ['1.4', '1.3', '1.2', '1.1', '1.0'],
  vendorIdentification: 'kmipctl',
  serverInformation: {name: 'kmipctl', version: '0.1.0'},
}
