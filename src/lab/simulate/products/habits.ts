import type {Version} from '../../../kmip/spec/version.ts'
import {id, template, aes} from '../draft/payloads.ts'
import {item} from '../draft/draft.ts'
import {uuidItemIds} from '../play/batch-item-ids.ts'
import {ask, type AskStep, type Preparation, type Product} from '../product.ts'

/** Products that use the client of PyKMIP. */
export const pykmip = {
  version: '1.2',
  transport: 'tls',
  connection: 'once',
  header: {login: 'optional'},
  decoder: 'pykmip',
} as const satisfies Partial<Product>

/** The versions that PyKMIP can be told to use where nothing newer than these is asked for. */
export const pykmipVersions: readonly Version[] = ['1.0', '1.1', '1.3', '1.4']

/** Products that use libkmip. */
export const libkmip = {
  version: '1.0',
  transport: 'tls',
  header: {timeStamp: true, maximumResponseSize: 8192},
  decoder: 'libkmip',
} as const satisfies Partial<Product>

/** Products that use the Go library of Thales: a connection for each operation. */
export const thalesKmipGo = {
  version: '1.4',
  transport: 'tls',
  connection: 'session',
  header: {batchItemIds: uuidItemIds},
  decoder: 'thales-kmip-go',
} as const satisfies Partial<Product>

/** A key of 256 bits that is made for the product and named by `{keyId}`. */
export const preparedKey: Preparation = {
  text: 'an active AES key of 256 bits',
  given: 'keyId',
  steps: [
    ask('Create', [item('ObjectType', 'SymmetricKey'), template(aes(256, 'Encrypt', 'Decrypt'))], {
      save: {keyId: 'UniqueIdentifier'},
    }),
    ask('Activate', [id('keyId')]),
  ],
}

export const symmetricKey = item('ObjectType', 'SymmetricKey')
export const secretData = item('ObjectType', 'SecretData')

/** Every step in a session of its own. */
export function alone(step: AskStep): AskStep {
  return {...step, session: true}
}
