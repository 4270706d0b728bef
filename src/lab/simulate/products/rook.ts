import {sameIdentifier} from '../demands/identifiers.ts'
import {keyFormat, objectType, sameKeyMaterial} from '../demands/objects.ts'
import {mask} from '../draft/draft.ts'
import {aesKey, id, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {symmetricKey, thalesKmipGo} from './habits.ts'
import {thalesSession} from './thales-session.ts'

export const rook: Product = {
  ...thalesKmipGo,
  client: 'rook',
  product: 'Rook, operator of Ceph',
  evidence: ['source'],
  needs: [
    'Discover Versions with 1.4 alone is answered with 1.4 alone',
    'Operation, Unique Batch Item ID and Batch Count come back also with a failure',
    'A Cryptographic Usage Mask of Export alone',
    'Get and Destroy of a key that was never activated',
  ],
  giveUp: 'does not start the OSD whose key it cannot store',
  steps: [
    ...thalesSession(
      ask('Register', [symmetricKey, template({'Cryptographic Usage Mask': mask('Export')}), aesKey('material', 32)], {
        save: {key: 'UniqueIdentifier'},
      }),
    ),
    ...thalesSession(
      ask('Get', [id('key')], {
        demands: [objectType('SymmetricKey'), keyFormat('Raw'), sameKeyMaterial('material')],
      }),
    ),
    ...thalesSession(ask('Destroy', [id('key')], {demands: [sameIdentifier('key')]})),
  ],
}
