import {attributeIs, firstAttribute} from '../demands/attributes.ts'
import {anIdentifier, sameIdentifier} from '../demands/identifiers.ts'
import {keyFormat, objectType, sameKeyMaterial} from '../demands/objects.ts'
import {item} from '../draft/draft.ts'
import {aes, aesKey, id, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {libkmip, symmetricKey} from './habits.ts'

export const psmdb: Product = {
  ...libkmip,
  client: 'psmdb',
  product: 'Percona Server for MongoDB, data-at-rest encryption',
  evidence: ['source'],
  connection: 'session',
  needs: [
    'Item Not Found for a key that does not exist: every other failure is fatal',
    'A server certificate with the name or address that is configured',
  ],
  giveUp: 'does not start; a running one whose key is no longer active ends',
  steps: [
    ask('Register', [symmetricKey, template(aes(256, 'Encrypt', 'Decrypt')), aesKey('material', 32)], {
      save: {key: 'UniqueIdentifier'},
      demands: [anIdentifier()],
      session: true,
    }),
    ask('Activate', [id('key')], {
      demands: [sameIdentifier('key')],
      giveUp:
        'begins anew with the next server and leaves a key that is not active; without another one it does not start',
    }),
    ask('GetAttributes', [id('key'), item('AttributeName', 'State')], {
      note: 'before the key is read, and every 900 seconds',
      demands: [sameIdentifier('key'), firstAttribute('State'), attributeIs('State', 'Active')],
      session: true,
    }),
    ask('Get', [id('key')], {
      demands: [objectType('SymmetricKey'), keyFormat('Raw'), sameKeyMaterial('material')],
    }),
  ],
}
