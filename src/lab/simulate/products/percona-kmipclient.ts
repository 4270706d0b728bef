import {hasAttribute} from '../demands/attributes.ts'
import {finds, found, findsAgain} from '../demands/identifiers.ts'
import {keyBytes, sameKeyMaterial} from '../demands/objects.ts'
import {item, mask} from '../draft/draft.ts'
import {aesKey, attributes, id, queryFunctions, revocation, template} from '../draft/payloads.ts'
import {fourByteItemIds} from '../play/batch-item-ids.ts'
import {ask, batch, part, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

const algorithm = {
  'Cryptographic Algorithm': 'AES',
  'Cryptographic Length': 256,
  'Cryptographic Usage Mask': mask('Encrypt', 'Decrypt', 'MACGenerate'),
}

const named = [
  'State',
  'Name',
  'Operation Policy Name',
  'Cryptographic Algorithm',
  'Cryptographic Length',
  'Cryptographic Usage Mask',
].map((name) => item('AttributeName', name))

const listed = (window: number) =>
  ask(
    'Locate',
    [item('MaximumItems', window), ...attributes({'Object Type': 'SymmetricKey', 'Object Group': '{group}'})],
    {saveList: {listed: 'UniqueIdentifier'}, demands: [findsAgain('listed')]},
  )

export const perconaKmipclient: Product = {
  client: 'percona-kmipclient',
  product: 'Percona kmipclient, keyring of releases from 2026 on',
  version: '1.4',
  evidence: ['measured', 'source'],
  transport: 'tls',
  connection: 'once',
  header: {
    timeStamp: true,
    maximumResponseSize: 1048576,
    login: 'optional',
    batchOrder: 'several',
    batchItemIds: fourByteItemIds,
  },
  decoder: 'kmipclient',
  settings: {group: 'kmipctl-{run}', name: 'percona-{run}', name2: 'percona-registered-{run}'},
  needs: [
    'Get Attributes tells the State',
    'Locate answers in an order that stays: what it lists is asked for again with windows of 256, 64 and 16',
  ],
  giveUp: 'does not load the keyring',
  steps: [
    ask('DiscoverVersions'),
    ask('Query', queryFunctions('QueryOperations', 'QueryObjects', 'QueryServerInformation')),
    ask('Create', [symmetricKey, template({...algorithm, Name: '{name}', 'Object Group': '{group}'})], {
      save: {key: 'UniqueIdentifier'},
    }),
    batch([
      part('Get', [id('key')], {demands: [keyBytes(32)]}),
      part('GetAttributes', [id('key')], {demands: [hasAttribute('State')]}),
    ]),
    ask(
      'Register',
      [symmetricKey, template({Name: '{name2}', 'Object Group': '{group}', ...algorithm}), aesKey('material', 32)],
      {save: {registered: 'UniqueIdentifier'}},
    ),
    batch([
      part('Get', [id('registered')], {demands: [sameKeyMaterial('material')]}),
      part('GetAttributes', [id('registered'), ...named], {demands: [hasAttribute('State')]}),
    ]),
    ask('Locate', [item('MaximumItems', 256), ...attributes({'Object Type': 'SymmetricKey', Name: '{name}'})], {
      demands: [finds('key')],
    }),
    ask('Locate', [item('MaximumItems', 256), ...attributes({'Object Type': 'SecretData', Name: '{name}'})], {
      demands: [found(0)],
    }),
    listed(256),
    listed(64),
    listed(16),
    ask('Revoke', [id('registered'), revocation('KeyCompromise', 'example cleanup')]),
    ask('Destroy', [id('registered')]),
  ],
}
