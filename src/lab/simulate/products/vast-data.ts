import {attributeIs} from '../demands/attributes.ts'
import {anotherIdentifier, finds, found} from '../demands/identifiers.ts'
import {keyBytes, keyFormat} from '../demands/objects.ts'
import {item} from '../draft/draft.ts'
import {aes, attribute, id, revocation, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

const locate = (key: string) =>
  ask('Locate', [item('MaximumItems', 1), template({Name: '{name}'})], {demands: [found(1), finds(key)]})

export const vastData: Product = {
  client: 'vast-data',
  product: 'VAST Data 5, external key manager',
  version: '1.4',
  evidence: ['recorded'],
  transport: 'https',
  connection: 'message',
  header: {},
  decoder: 'unknown',
  settings: {name: 'VAST_EKM_KEY_2_{uuid}_0'},
  needs: [
    'Messages as the body of HTTPS POST requests to /kmip',
    'Locate takes its filters inside a Template-Attribute',
    'Re-key gives a new identifier; Name, Object Group and Operation Policy Name go over to the new key, which is active',
    'The old key can be read until it is destroyed',
    'An Operation Policy Name that is set may be added again',
    'Get with a Key Wrapping Specification without Cryptographic Parameters wraps by RFC 3394',
  ],
  giveUp: 'does not encrypt the path: the test of the key manager has failed',
  steps: [
    ask('DiscoverVersions'),
    ask('Create', [symmetricKey, template({...aes(256, 'Encrypt', 'Decrypt'), 'Operation Policy Name': 'default'})], {
      save: {key: 'UniqueIdentifier'},
    }),
    ask('AddAttribute', [id('key'), attribute('Name', '{name}')]),
    ask('AddAttribute', [id('key'), attribute('Object Group', 'VAST-EKM-GROUP-0')]),
    ask('AddAttribute', [id('key'), attribute('Operation Policy Name', 'default')]),
    ask('Activate', [id('key')]),
    locate('key'),
    ask('Get', [id('key')], {demands: [keyFormat('Raw'), keyBytes(32)]}),
    ask('GetAttributes', [id('key'), item('AttributeName', 'State'), item('AttributeName', 'Activation Date')], {
      note: 'every 61 seconds, after Locate',
      demands: [attributeIs('State', 'Active')],
    }),
    ask('ReKey', [id('key')], {save: {new: 'UniqueIdentifier'}, demands: [anotherIdentifier('key')]}),
    locate('new'),
    ask('Get', [id('new')], {demands: [keyBytes(32)]}),
    ask(
      'GetAttributes',
      [
        id('new'),
        item('AttributeName', 'State'),
        item('AttributeName', 'Activation Date'),
        item('AttributeName', 'Operation Policy Name'),
      ],
      {demands: [attributeIs('State', 'Active'), attributeIs('Operation Policy Name', 'default')]},
    ),
    ask('Revoke', [id('key'), revocation('Superseded')]),
    ask('Destroy', [id('key')]),
  ],
}
