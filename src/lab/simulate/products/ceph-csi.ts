import {bytesIn, sameBytes} from '../demands/fields.ts'
import {keyBytes} from '../demands/objects.ts'
import {item, kept, random} from '../draft/draft.ts'
import {cbc, id, parameters} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {preparedKey, thalesKmipGo} from './habits.ts'
import {thalesSession} from './thales-session.ts'

const iv = item('IVCounterNonce', random('iv', 16))

export const cephCsi: Product = {
  ...thalesKmipGo,
  client: 'ceph-csi',
  product: 'Ceph CSI, encryption of RBD volumes',
  evidence: ['source'],
  preparation: preparedKey,
  needs: [
    'Discover Versions with 1.4 alone is answered with 1.4 alone',
    'Operation, Unique Batch Item ID and Batch Count come back also with a failure',
    'The IV of the client, 16 bytes, is used as it is',
    'PKCS5 padding',
  ],
  giveUp: 'does not provision the encrypted volume',
  steps: [
    ...thalesSession(
      ask('Encrypt', [id('keyId'), parameters(cbc), item('Data', random('data', 32)), iv], {
        save: {ciphertext: 'Data'},
        demands: [bytesIn('Data', 48)],
      }),
    ),
    ...thalesSession(
      ask('Decrypt', [id('keyId'), parameters(cbc), item('Data', kept('ciphertext')), iv], {
        demands: [sameBytes('Data', 'data')],
      }),
    ),
    ...thalesSession(
      ask('Get', [id('keyId')], {note: 'where it encrypts by itself: USE_CRYPTO_RPC=false', demands: [keyBytes(32)]}),
    ),
  ],
}
