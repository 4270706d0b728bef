import {finds, found} from '../demands/identifiers.ts'
import {keyFormat, objectType, sameKeyMaterial} from '../demands/objects.ts'
import {item} from '../draft/draft.ts'
import {aes, aesKey, attributes, id, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {libkmip, symmetricKey} from './habits.ts'

const locate = [item('MaximumItems', 16), ...attributes({'Object Type': 'SymmetricKey', Name: '{name}'})]

export const pgTde: Product = {
  ...libkmip,
  client: 'pg-tde',
  product: 'Percona pg_tde, encryption of PostgreSQL',
  evidence: ['recorded', 'source'],
  connection: 'message',
  settings: {name: 'kmipctl-{run}'},
  needs: [
    'Register at KMIP 1.4 and everything else at 1.0',
    'Get of a key that was never activated',
    'Room: its keys are never revoked and never destroyed',
  ],
  giveUp: 'cannot use the key provider, and the encrypted tables stay closed',
  steps: [
    ask('Locate', locate, {demands: [found(0)], note: 'the name must be free; not in every release'}),
    ask(
      'Register',
      [symmetricKey, template({...aes(128, 'Encrypt', 'Decrypt'), Name: '{name}'}), aesKey('material', 16)],
      {
        version: '1.4',
        save: {key: 'UniqueIdentifier'},
      },
    ),
    ask('Locate', locate, {demands: [found(1), finds('key')]}),
    ask('Get', [id('key')], {
      demands: [objectType('SymmetricKey'), keyFormat('Raw'), sameKeyMaterial('material')],
    }),
  ],
}
