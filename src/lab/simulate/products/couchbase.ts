import {bytesIn, field, sameBytes} from '../demands/fields.ts'
import {keyBytes, keyFormat} from '../demands/objects.ts'
import {item, kept, random} from '../draft/draft.ts'
import {id, parameters} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {preparedKey} from './habits.ts'

const gcm = parameters({
  BlockCipherMode: 'GCM',
  PaddingMethod: 'None',
  CryptographicAlgorithm: 'AES',
  RandomIV: true,
  TagLength: 16,
})

const additionalData = item('AuthenticatedEncryptionAdditionalData', random('additionalData', 24))

export const couchbase: Product = {
  client: 'couchbase',
  product: 'Couchbase Server 8, native encryption at rest',
  version: '1.4',
  evidence: ['source'],
  transport: 'tls',
  connection: 'message',
  header: {},
  decoder: 'unknown',
  preparation: preparedKey,
  needs: ['Encrypt in GCM returns Data, IV and, in a field of its own, the tag of 16 bytes'],
  giveUp: 'does not accept the key for encryption at rest',
  steps: [
    ask('Encrypt', [id('keyId'), gcm, item('Data', random('data', 32)), additionalData], {
      save: {iv: 'IVCounterNonce', ciphertext: 'Data', tag: 'AuthenticatedEncryptionTag'},
      demands: [field('Data', 'IVCounterNonce'), bytesIn('AuthenticatedEncryptionTag', 16)],
    }),
    ask(
      'Decrypt',
      [
        id('keyId'),
        gcm,
        item('Data', kept('ciphertext')),
        item('IVCounterNonce', kept('iv')),
        additionalData,
        item('AuthenticatedEncryptionTag', kept('tag')),
      ],
      {demands: [sameBytes('Data', 'data')]},
    ),
    ask('Get', [id('keyId'), item('KeyFormatType', 'Raw')], {
      note: 'where it encrypts by itself',
      demands: [keyFormat('Raw'), keyBytes(32)],
    }),
  ],
}
