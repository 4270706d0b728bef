import {bytesIn, sameBytes} from '../demands/fields.ts'
import {anIdentifier, sameIdentifier} from '../demands/identifiers.ts'
import {item, kept, random} from '../draft/draft.ts'
import {aes, cbc, id, parameters, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

export const mongodbCsfleDelegated: Product = {
  client: 'mongodb-csfle-delegated',
  product: 'MongoDB drivers, KMIP keys that never leave the server',
  version: '1.2',
  evidence: ['measured', 'source'],
  transport: 'tls',
  connection: 'message',
  header: {},
  decoder: 'libmongocrypt',
  needs: [
    'Activate at KMIP 1.0 and everything else at 1.2',
    'Encrypt without an IV makes one and returns its 16 bytes',
    'PKCS5 padding: 96 bytes become 112',
  ],
  giveUp: 'the driver cannot make a data key, and encrypted fields cannot be written',
  steps: [
    ask('Create', [symmetricKey, template(aes(256, 'Encrypt', 'Decrypt'))], {
      save: {key: 'UniqueIdentifier'},
      demands: [anIdentifier()],
    }),
    ask('Activate', [id('key')], {version: '1.0', demands: [sameIdentifier('key')]}),
    ask('Encrypt', [id('key'), parameters({...cbc, RandomIV: true}), item('Data', random('data', 96))], {
      save: {iv: 'IVCounterNonce', ciphertext: 'Data'},
      demands: [bytesIn('IVCounterNonce', 16), bytesIn('Data', 112)],
    }),
    ask('Decrypt', [id('key'), parameters(cbc), item('Data', kept('ciphertext')), item('IVCounterNonce', kept('iv'))], {
      demands: [sameBytes('Data', 'data')],
    }),
  ],
}
