import {keyBytes, sameKeyMaterial} from '../demands/objects.ts'
import {mask} from '../draft/draft.ts'
import {aes, id, secret, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {pykmip, pykmipVersions, secretData, symmetricKey} from './habits.ts'

export const barbican: Product = {
  ...pykmip,
  client: 'barbican',
  product: 'OpenStack Barbican, KMIP secret store',
  otherVersions: pykmipVersions,
  evidence: ['source'],
  connection: 'message',
  header: {login: 'optional'},
  needs: [
    'Several objects of the same Name: everything of a kind is called alike',
    'A Cryptographic Usage Mask of 0, and a key pair without masks',
    'Get and Destroy of objects that were never activated',
    'Opaque objects, certificates, and private keys in PKCS#8 and PKCS#1',
  ],
  giveUp: 'refuses the secret',
  steps: [
    ask('Create', [symmetricKey, template(aes(256, 'Encrypt', 'Decrypt'))], {save: {key: 'UniqueIdentifier'}}),
    ask('Get', [id('key')], {demands: [keyBytes(32)]}),
    ask(
      'CreateKeyPair',
      [template({'Cryptographic Algorithm': 'RSA', 'Cryptographic Length': 2048}, 'CommonTemplateAttribute')],
      {save: {private: 'PrivateKeyUniqueIdentifier', public: 'PublicKeyUniqueIdentifier'}},
    ),
    ask(
      'Register',
      [
        secretData,
        template({'Cryptographic Usage Mask': mask(), Name: 'Secret Data'}),
        secret('Password', 'material', 16),
      ],
      {save: {password: 'UniqueIdentifier'}},
    ),
    ask('Get', [id('password')], {demands: [sameKeyMaterial('material')]}),
    ask('Destroy', [id('password')]),
    ask('Destroy', [id('key')]),
  ],
}
