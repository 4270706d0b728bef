import {anIdentifier} from '../demands/identifiers.ts'
import {keyBytes} from '../demands/objects.ts'
import {aes, id, revocation, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

export const mysqlOkv: Product = {
  client: 'mysql-okv',
  product: 'MySQL Enterprise keyring_okv, Oracle Key Vault endpoints',
  version: '1.1',
  evidence: ['replay', 'documents'],
  caution: 'the header is not public, the usage mask is that of a tester',
  transport: 'tls',
  connection: 'session',
  header: {},
  decoder: 'unknown',
  needs: ['The server generates the keys'],
  giveUp: 'does not load the keyring',
  steps: [
    ask('Create', [symmetricKey, template(aes(256, 'Encrypt', 'Decrypt', 'WrapKey', 'UnwrapKey', 'KeyAgreement'))], {
      save: {key: 'UniqueIdentifier'},
      demands: [anIdentifier()],
    }),
    ask('Activate', [id('key')]),
    ask('Get', [id('key')], {demands: [keyBytes(32)]}),
    ask('Revoke', [id('key'), revocation('Unspecified')]),
    ask('Destroy', [id('key')]),
  ],
}
