import {keyBytes, keyFormat, objectType} from '../demands/objects.ts'
import {id} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {preparedKey} from './habits.ts'

export const fujitsuPostgres: Product = {
  client: 'fujitsu-postgres',
  product: 'Fujitsu Enterprise Postgres, transparent encryption',
  version: '1.4',
  evidence: ['documents'],
  caution: 'the header is not public',
  transport: 'tls',
  connection: 'message',
  header: {},
  decoder: 'fujitsu',
  preparation: preparedKey,
  needs: ['An AES key of 256 bits in the format Raw'],
  giveUp: 'does not open the keystore, and encrypted tablespaces cannot be used',
  steps: [ask('Get', [id('keyId')], {demands: [objectType('SymmetricKey'), keyFormat('Raw'), keyBytes(32)]})],
}
