import {hasAttribute} from '../demands/attributes.ts'
import {found} from '../demands/identifiers.ts'
import {item, mask} from '../draft/draft.ts'
import {attributes, queryFunctions, secret, template} from '../draft/payloads.ts'
import {ask, batch, part, type Product} from '../product.ts'
import {secretData} from './habits.ts'

/** Numbers: what the array puts there is no text. */
const ids = {'x-ResourceID': 20_240_101, 'x-SystemID': 4_711}

export const sanArrayXResourceid: Product = {
  client: 'san-array-x-resourceid',
  product: 'SAN storage array whose maker was not told',
  version: '1.0',
  evidence: ['recorded'],
  caution: 'the type and the values of its custom attributes are assumed; they are no texts',
  transport: 'tls',
  connection: 'session',
  header: {},
  decoder: 'unknown',
  settings: {prepared: ''},
  preparation: {
    text: 'secret data with the custom attributes x-ResourceID and x-SystemID',
    given: 'prepared',
    steps: [
      ask('Register', [
        secretData,
        template({'Cryptographic Usage Mask': mask('Export'), ...ids}),
        secret('Password', 'material', 32),
      ]),
    ],
  },
  needs: [
    'The ID Placeholder of Locate holds for the items after it',
    'Custom attributes in Locate that are no Text Strings',
    'Query function 4 is answered',
  ],
  giveUp: 'does not unlock its drives',
  steps: [
    batch([
      part(
        'Query',
        queryFunctions('QueryOperations', 'QueryObjects', 'QueryServerInformation', 'QueryApplicationNamespaces'),
      ),
      part('Locate', attributes(ids), {demands: [found(1)]}),
      part('Get', [item('KeyFormatType', 'Opaque')]),
      part(
        'GetAttributes',
        ['Unique Identifier', 'Object Type', 'Initial Date', 'State'].map((name) => item('AttributeName', name)),
        {demands: [hasAttribute('Unique Identifier', 'Object Type', 'Initial Date', 'State')]},
      ),
    ]),
  ],
}
