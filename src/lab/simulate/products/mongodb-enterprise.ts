import {attributeIs} from '../demands/attributes.ts'
import {anIdentifier} from '../demands/identifiers.ts'
import {keyBytes} from '../demands/objects.ts'
import {item} from '../draft/draft.ts'
import {aes, id, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

export const mongodbEnterprise: Product = {
  client: 'mongodb-enterprise',
  product: 'MongoDB Enterprise, encrypted storage engine',
  version: '1.2',
  otherVersions: ['1.0'],
  evidence: ['documents'],
  caution: 'header and order of fields are not public',
  transport: 'tls',
  connection: 'session',
  header: {},
  decoder: 'unknown',
  needs: ['A key that is active', 'KMIP 1.0 where the legacy protocol is configured'],
  giveUp: 'does not start',
  steps: [
    ask('Create', [symmetricKey, template(aes(256, 'Encrypt', 'Decrypt'))], {
      save: {key: 'UniqueIdentifier'},
      demands: [anIdentifier()],
    }),
    ask('Activate', [id('key')]),
    ask('GetAttributes', [id('key'), item('AttributeName', 'State')], {
      note: 'every 900 seconds',
      demands: [attributeIs('State', 'Active')],
    }),
    ask('Get', [id('key')], {demands: [keyBytes(32)]}),
  ],
}
