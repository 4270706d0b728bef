import {objectType, sameKeyMaterial} from '../demands/objects.ts'
import {mask} from '../draft/draft.ts'
import {id, revocation, secret, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {pykmip, pykmipVersions, secretData} from './habits.ts'

export const truenas: Product = {
  ...pykmip,
  client: 'truenas',
  product: 'TrueNAS Enterprise, passwords of ZFS and self-encrypting drives',
  otherVersions: pykmipVersions,
  evidence: ['source'],
  settings: {dataset: 'tank/kmipctl', suffix: '{hex7}'},
  needs: ['A Cryptographic Usage Mask of 0', 'Revoke, then Destroy'],
  giveUp: 'keeps the password on the machine',
  steps: [
    ask(
      'Register',
      [
        secretData,
        template({'Cryptographic Usage Mask': mask(), Name: '{dataset}-{suffix}'}),
        secret('Password', 'material', 64),
      ],
      {save: {key: 'UniqueIdentifier'}},
    ),
    ask('Activate', [id('key')], {giveUp: 'destroys the object and keeps the password on the machine'}),
    ask('Get', [id('key')], {demands: [objectType('SecretData'), sameKeyMaterial('material')]}),
    ask('Revoke', [id('key'), revocation('CessationOfOperation')]),
    ask('Destroy', [id('key')]),
  ],
}
