import {hasAttribute} from '../demands/attributes.ts'
import {anIdentifier} from '../demands/identifiers.ts'
import {keyBytes} from '../demands/objects.ts'
import {item, mask} from '../draft/draft.ts'
import {aes, aesKey, attributes, id, revocation, secret, template} from '../draft/payloads.ts'
import {ask, each, paged, type Product} from '../product.ts'
import {libkmip, secretData, symmetricKey} from './habits.ts'

const locate = ask(
  'Locate',
  [item('MaximumItems', 16), ...attributes({'Object Type': 'SymmetricKey', 'Object Group': '{group}'})],
  {session: true},
)

export const perconaMysqlKeyringKmip: Product = {
  ...libkmip,
  client: 'percona-mysql-keyring-kmip',
  product: 'Percona Server for MySQL, component_keyring_kmip',
  evidence: ['measured', 'source'],
  connection: 'session',
  settings: {group: 'kmipctl-{run}', name: 'mysql-{run}', secretName: 'mysql-secret-{run}'},
  needs: [
    'Register and Get Attributes at KMIP 1.4 and everything else at 1.0',
    'Offset Items is obeyed in messages of KMIP 1.0 too',
    'Get and Get Attributes of everything that Locate finds',
    'An Object Group may be an empty text: some builds send one',
    'Revoke without a date, then Destroy',
  ],
  giveUp: 'does not load the keyring, and the server does not start with its encrypted tables',
  steps: [
    paged('before', locate),
    ask(
      'Register',
      [
        symmetricKey,
        template({...aes(256, 'Encrypt', 'Decrypt'), Name: '{name}', 'Object Group': '{group}'}),
        aesKey('material', 32),
      ],
      {version: '1.4', save: {key: 'UniqueIdentifier'}, demands: [anIdentifier()], session: true},
    ),
    ask('Activate', [id('key')]),
    ask(
      'Register',
      [
        secretData,
        template({
          'Cryptographic Usage Mask': mask('DeriveKey', 'Export'),
          Name: '{secretName}',
          'Object Group': '{group}',
        }),
        secret('Password', 'secretMaterial', 14),
      ],
      {version: '1.4', save: {secret: 'UniqueIdentifier'}, demands: [anIdentifier()], session: true},
    ),
    ask('Activate', [id('secret')]),
    paged('found', locate),
    each('found', 'each', [
      ask('Get', [id('each')], {demands: [keyBytes(32)], session: true}),
      ask('GetAttributes', [id('each'), item('AttributeName', 'Name')], {
        version: '1.4',
        demands: [hasAttribute('Name')],
        session: true,
      }),
    ]),
    ask('Revoke', [id('key'), revocation('Unspecified', 'Deleting the key')], {session: true}),
    ask('Destroy', [id('key')]),
  ],
}
