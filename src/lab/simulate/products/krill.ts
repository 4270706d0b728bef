import {listsOperations} from '../demands/abilities.ts'
import {bytesIn} from '../demands/fields.ts'
import {sameIdentifier} from '../demands/identifiers.ts'
import {objectType} from '../demands/objects.ts'
import {readablePublicKey, verifiableSignature} from '../demands/signature.ts'
import {item, mask, random} from '../draft/draft.ts'
import {attribute, id, parameters, queryFunctions, revocation, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'

export const krill: Product = {
  client: 'krill',
  product: 'NLnet Labs Krill, and Nameshed and dnst with the same library',
  version: '1.0',
  evidence: ['source'],
  transport: 'tls',
  connection: 'once',
  header: {login: 'optional'},
  decoder: 'kmip-protocol',
  settings: {
    temporaryPrivate: 'krill-tmp-private-{run}',
    temporaryPublic: 'krill-tmp-public-{run}',
    hex: '{run}',
  },
  needs: [
    'Query and Sign at KMIP 1.2 and everything else at 1.0',
    'The server hashes what it signs: PKCS#1 v1.5 with SHA-256',
  ],
  giveUp: 'does not use the signer',
  steps: [
    ask('Query', queryFunctions('QueryOperations', 'QueryObjects', 'QueryServerInformation'), {
      version: '1.2',
      giveUp: 'does not use the server, unless its configuration says that it may lack operations',
      demands: [listsOperations('CreateKeyPair', 'Activate', 'Sign', 'Revoke', 'Destroy', 'Get', 'ModifyAttribute')],
    }),
    ask(
      'CreateKeyPair',
      [
        template({'Cryptographic Algorithm': 'RSA', 'Cryptographic Length': 2048}, 'CommonTemplateAttribute'),
        template({Name: '{temporaryPrivate}', 'Cryptographic Usage Mask': mask('Sign')}, 'PrivateKeyTemplateAttribute'),
        template({Name: '{temporaryPublic}', 'Cryptographic Usage Mask': mask('Verify')}, 'PublicKeyTemplateAttribute'),
      ],
      {save: {private: 'PrivateKeyUniqueIdentifier', public: 'PublicKeyUniqueIdentifier'}},
    ),
    ask('Get', [id('public')], {demands: [objectType('PublicKey'), readablePublicKey('publicKey')]}),
    ask('ModifyAttribute', [id('public'), attribute('Name', 'krill-public-key-{hex}')]),
    ask('ModifyAttribute', [id('private'), attribute('Name', 'krill-private-key-{hex}')]),
    ask('Activate', [id('private')], {demands: [sameIdentifier('private')]}),
    ask(
      'Sign',
      [
        id('private'),
        parameters({PaddingMethod: 'PKCS1V1_5', HashingAlgorithm: 'SHA_256', CryptographicAlgorithm: 'RSA'}),
        item('Data', random('data', 200)),
      ],
      {version: '1.2', demands: [bytesIn('SignatureData', 256), verifiableSignature('publicKey', 'data')]},
    ),
    ask('Destroy', [id('public')]),
    ask('Revoke', [id('private'), revocation('CessationOfOperation')]),
    ask('Destroy', [id('private')]),
  ],
}
