import {anIdentifier, sameIdentifier} from '../demands/identifiers.ts'
import {keyBytes, objectType, sameKeyMaterial} from '../demands/objects.ts'
import {mask} from '../draft/draft.ts'
import {id, secret, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {secretData} from './habits.ts'

export const mongodbCsfle: Product = {
  client: 'mongodb-csfle',
  product: 'MongoDB drivers, client-side field level encryption',
  version: '1.0',
  evidence: ['measured', 'source'],
  transport: 'tls',
  connection: 'message',
  header: {},
  decoder: 'libmongocrypt',
  needs: [
    'A Cryptographic Usage Mask of 0',
    'Secret Data of type Seed in the format Opaque without algorithm and length',
  ],
  giveUp: 'the driver cannot make a data key, and encrypted fields cannot be written',
  steps: [
    ask('Register', [secretData, template({'Cryptographic Usage Mask': mask()}), secret('Seed', 'material', 96)], {
      save: {key: 'UniqueIdentifier'},
      demands: [anIdentifier()],
    }),
    ask('Activate', [id('key')], {demands: [sameIdentifier('key')]}),
    ask('Get', [id('key')], {
      note: 'alone where a key is configured, and for every decryption',
      demands: [objectType('SecretData'), keyBytes(96), sameKeyMaterial('material')],
    }),
  ],
}
