import {objectType} from '../demands/objects.ts'
import {mask} from '../draft/draft.ts'
import {id, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'

export const veeam: Product = {
  client: 'veeam',
  product: 'Veeam Backup & Replication 12 and newer',
  version: '1.4',
  evidence: ['replay'],
  caution: 'the header and the filter of Locate are not public, the place of Activate is uncertain',
  transport: 'tls',
  connection: 'once',
  header: {},
  decoder: 'veeam',
  needs: [
    'TLS sessions can be resumed',
    'A server certificate with the full host name in its subject and a CRL distribution point',
    'Destroy of a key that was never activated',
  ],
  giveUp: 'does not accept the server as a KMS',
  steps: [
    ask('Locate'),
    ask(
      'CreateKeyPair',
      [
        template({'Cryptographic Algorithm': 'RSA', 'Cryptographic Length': 2048}, 'CommonTemplateAttribute'),
        template({'Cryptographic Usage Mask': mask('Sign')}, 'PrivateKeyTemplateAttribute'),
        template({'Cryptographic Usage Mask': mask('Verify')}, 'PublicKeyTemplateAttribute'),
      ],
      {save: {private: 'PrivateKeyUniqueIdentifier', public: 'PublicKeyUniqueIdentifier'}},
    ),
    ask('Activate', [id('private')], {tolerates: {reaction: 'goes on: the place of this step is uncertain'}}),
    ask('Get', [id('public')], {demands: [objectType('PublicKey')]}),
    ask('Get', [id('private')], {demands: [objectType('PrivateKey')]}),
    ask('Destroy', [id('private')], {
      tolerates: {
        reasons: ['WrongKeyLifecycleState', 'PermissionDenied'],
        reaction: 'leaves the active key: whether it revokes first is not known',
      },
    }),
    ask('Destroy', [id('public')]),
  ],
}
