import {noAttribute} from '../demands/attributes.ts'
import {field} from '../demands/fields.ts'
import {anIdentifier} from '../demands/identifiers.ts'
import {keyBytes, keyFormat, objectType} from '../demands/objects.ts'
import {item, mask} from '../draft/draft.ts'
import {attribute, id, queryFunctions, template} from '../draft/payloads.ts'
import {vcenterItemIds} from '../play/batch-item-ids.ts'
import {ask, batch, part, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

const tolerates = {reaction: 'leaves the key without the attribute and goes on'}

export const vmwareVcenter: Product = {
  client: 'vmware-vcenter',
  product: 'VMware vCenter and vSphere, native encryption (7.0.3)',
  version: '1.1',
  evidence: ['recorded'],
  transport: 'tls',
  connection: 'session',
  header: {batchItemIds: vcenterItemIds},
  decoder: 'vcenter',
  needs: [
    'Get Attributes for an attribute that is not there is a success without it',
    'Three Add Attribute items in one message without Batch Order Option',
    'Get of a key that was never activated',
    'Certificates for both the server and the client: vCenter wants both extended key usages',
    'Room: its keys are never revoked and never destroyed',
  ],
  giveUp: 'shows the key provider as not healthy, and cannot encrypt with a new key',
  steps: [
    ask('DiscoverVersions', [], {withoutItemId: true}),
    ask('Query', queryFunctions('QueryServerInformation'), {demands: [field('VendorIdentification')]}),
    ask(
      'Create',
      [
        symmetricKey,
        template({
          'Cryptographic Algorithm': 'AES',
          'Cryptographic Usage Mask': mask('Encrypt', 'Decrypt'),
          'Cryptographic Length': 256,
        }),
      ],
      {save: {key: 'UniqueIdentifier'}, demands: [anIdentifier()]},
    ),
    ask('GetAttributes', [id('key'), item('AttributeName', 'x-Product_Version')], {
      demands: [noAttribute('x-Product_Version')],
    }),
    batch([
      part('AddAttribute', [id('key'), attribute('x-Product_Version', '{productVersion}')], {tolerates}),
      part('AddAttribute', [id('key'), attribute('x-Vendor', 'VMware, Inc.')], {tolerates}),
      part('AddAttribute', [id('key'), attribute('x-Product', 'VMware vSphere')], {tolerates}),
    ]),
    ask('GetAttributes', [id('key'), item('AttributeName', 'x-Product_Version')], {
      tolerates,
    }),
    ask('Get', [id('key')], {demands: [objectType('SymmetricKey'), keyFormat('Raw'), keyBytes(32)]}),
  ],
  settings: {productVersion: '7.0.3 build-19480866'},
}
