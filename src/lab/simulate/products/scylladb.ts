import {keyBytes} from '../demands/objects.ts'
import {item, mask} from '../draft/draft.ts'
import {aes, attributes, id, queryFunctions, template} from '../draft/payloads.ts'
import {ask, batch, part, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

export const scylladb: Product = {
  client: 'scylladb',
  product: 'ScyllaDB Enterprise, and DataStax DSE alike',
  version: '1.2',
  evidence: ['source'],
  caution: 'the version and the header are those of a closed library: assumed',
  transport: 'tls',
  connection: 'once',
  header: {login: 'optional', batchOrder: 'several'},
  decoder: 'cryptsoft',
  settings: {namespace: 'kmipctl-{run}'},
  needs: [
    'Locate takes all its filters together, State and Cryptographic Usage Mask among them',
    'Custom attributes in Locate and Create',
    'A message of two items is answered with exactly two',
  ],
  giveUp: 'tries the next host, five times in all, and then cannot open the encrypted tables',
  steps: [
    ask('Query', queryFunctions('QueryOperations', 'QueryObjects'), {note: 'checks the connection'}),
    ask(
      'Locate',
      [
        item('MaximumItems', 1),
        ...attributes({
          'x-key-namespace': '{namespace}',
          'Object Type': 'SymmetricKey',
          'Cryptographic Algorithm': 'AES',
          'Cryptographic Length': 128,
          State: 'Active',
          'Cryptographic Usage Mask': mask('Encrypt', 'Decrypt'),
        }),
      ],
      {save: {key: 'UniqueIdentifier', found: 'UniqueIdentifier'}},
    ),
    ask('Create', [symmetricKey, template({...aes(128, 'Encrypt', 'Decrypt'), 'x-key-namespace': '{namespace}'})], {
      save: {key: 'UniqueIdentifier'},
      unless: 'found',
      note: 'where none was found',
    }),
    ask('Activate', [id('key')], {unless: 'found', note: 'where none was found'}),
    batch([
      part('Get', [id('key'), item('KeyFormatType', 'Raw')], {demands: [keyBytes(16)]}),
      part('GetAttributes', [id('key')]),
    ]),
  ],
}
