import {sameBytes} from '../demands/fields.ts'
import {anotherIdentifier, finds} from '../demands/identifiers.ts'
import {item, kept, mask, random, structure} from '../draft/draft.ts'
import {
  aes,
  aesKey,
  attributes,
  cbc,
  id,
  parameters,
  queryFunctions,
  revocation,
  secret,
  template,
} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {pykmip, secretData, symmetricKey} from './habits.ts'

export const pykmipGeneric: Product = {
  ...pykmip,
  client: 'pykmip-generic',
  product: 'PyKMIP 0.10.0, a tour of its client',
  otherVersions: ['1.3', '1.4'],
  evidence: ['measured', 'source'],
  settings: {
    name: 'kmipctl-{run}',
    registeredName: 'kmipctl-registered-{run}',
    secretName: 'kmipctl-secret-{run}',
    privateName: 'kmipctl-private-{run}',
    publicName: 'kmipctl-public-{run}',
  },
  needs: [
    'Re-key takes an empty Template-Attribute',
    'MAC with a key whose algorithm is another than the one of the request',
  ],
  giveUp: 'raises an exception',
  steps: [
    ask('DiscoverVersions'),
    ask('Query', queryFunctions('QueryOperations', 'QueryObjects', 'QueryServerInformation')),
    ask(
      'Create',
      [
        symmetricKey,
        template({
          ...aes(256, 'Encrypt', 'Decrypt', 'MACGenerate'),
          'Operation Policy Name': 'default',
          Name: '{name}',
        }),
      ],
      {save: {key: 'UniqueIdentifier'}},
    ),
    ask(
      'CreateKeyPair',
      [
        template({'Cryptographic Algorithm': 'RSA', 'Cryptographic Length': 2048}, 'CommonTemplateAttribute'),
        template({Name: '{privateName}', 'Cryptographic Usage Mask': mask('Sign')}, 'PrivateKeyTemplateAttribute'),
        template({Name: '{publicName}', 'Cryptographic Usage Mask': mask('Verify')}, 'PublicKeyTemplateAttribute'),
      ],
      {save: {private: 'PrivateKeyUniqueIdentifier', public: 'PublicKeyUniqueIdentifier'}},
    ),
    ask(
      'Register',
      [
        symmetricKey,
        template({'Cryptographic Usage Mask': mask('Encrypt', 'Decrypt'), Name: '{registeredName}'}),
        aesKey('material', 32),
      ],
      {save: {registered: 'UniqueIdentifier'}},
    ),
    ask(
      'Register',
      [
        secretData,
        template({'Cryptographic Usage Mask': mask('Verify'), Name: '{secretName}'}),
        secret('Password', 'secretMaterial', 16),
      ],
      {save: {secret: 'UniqueIdentifier'}},
    ),
    ask('GetAttributes', [id('key')]),
    ask('GetAttributeList', [id('key')]),
    ask('Locate', [item('MaximumItems', 1), ...attributes({Name: '{name}'})], {demands: [finds('key')]}),
    ask('Activate', [id('key')]),
    ask('Encrypt', [id('key'), parameters(cbc), item('Data', random('data', 16))], {
      save: {ciphertext: 'Data', iv: 'IVCounterNonce'},
    }),
    ask('Decrypt', [id('key'), parameters(cbc), item('Data', kept('ciphertext')), item('IVCounterNonce', kept('iv'))], {
      demands: [sameBytes('Data', 'data')],
    }),
    ask('MAC', [
      id('key'),
      parameters({CryptographicAlgorithm: 'HMAC_SHA256'}),
      item('Data', random('toAuthenticate', 4)),
    ]),
    ask('ReKey', [id('key'), structure('TemplateAttribute')], {
      save: {new: 'UniqueIdentifier'},
      demands: [anotherIdentifier('key')],
    }),
    ask('Revoke', [id('key'), revocation('CessationOfOperation')]),
    ask('Destroy', [id('key')]),
  ],
}
