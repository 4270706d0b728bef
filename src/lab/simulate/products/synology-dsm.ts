import {attributeIs, nameIs} from '../demands/attributes.ts'
import {field} from '../demands/fields.ts'
import {anIdentifier, found, finds, sameIdentifier} from '../demands/identifiers.ts'
import {keyBytes, objectType, sameKeyMaterial} from '../demands/objects.ts'
import {item, mask} from '../draft/draft.ts'
import {attribute, attributes, id, queryFunctions, revocation, secret, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {secretData} from './habits.ts'

const query = ask(
  'Query',
  queryFunctions(
    'QueryOperations',
    'QueryObjects',
    'QueryServerInformation',
    'QueryApplicationNamespaces',
    'QueryExtensionList',
    'QueryExtensionMap',
  ),
)

const locate = (demand: ReturnType<typeof found>) =>
  ask('Locate', attributes({Name: '{volume}'}), {demands: [demand, ...(demand === none ? [] : [finds('key')])]})
const none = found(0)

export const synologyDsm: Product = {
  client: 'synology-dsm',
  product: 'Synology DSM 7.2 and newer, encrypted volumes',
  version: '1.2',
  evidence: ['recorded'],
  transport: 'tls',
  connection: 'message',
  header: {},
  decoder: 'unknown',
  settings: {volume: '{uuid}', keyDigest: '{digest}'},
  needs: [
    'An answer to the six query functions from 1 to 6, empty where there is nothing to tell',
    'Operation Policy Name default is accepted',
    'Secret Data without algorithm and length',
    'The answer to Modify Attribute has the identifier and the new Name',
  ],
  giveUp: 'does not create the encrypted volume',
  steps: [
    query,
    query,
    query,
    locate(none),
    query,
    ask(
      'Register',
      [
        secretData,
        template({
          'Cryptographic Usage Mask': mask('Verify'),
          'Operation Policy Name': 'default',
          Name: '{keyDigest}',
        }),
        secret('Password', 'material', 72),
      ],
      {save: {key: 'UniqueIdentifier'}, demands: [anIdentifier()]},
    ),
    ask('ModifyAttribute', [id('key'), attribute('Name', '{volume}')], {
      demands: [sameIdentifier('key'), field('Attribute'), nameIs('{volume}')],
    }),
    locate(found(1)),
    ask('Activate', [id('key')], {demands: [sameIdentifier('key')]}),
    ask('GetAttributeList', [id('key')]),
    ask('GetAttributes', [id('key'), item('AttributeName', 'State'), item('AttributeName', 'Object Type')], {
      demands: [attributeIs('State', 'Active'), attributeIs('Object Type', 'SecretData')],
    }),
    ask('Get', [id('key')], {demands: [objectType('SecretData'), keyBytes(72), sameKeyMaterial('material')]}),
    ask('ModifyAttribute', [id('key'), attribute('Name', '{volume}-deprecated-1')], {
      note: 'when the key is replaced',
      demands: [sameIdentifier('key'), field('Attribute')],
    }),
    ask('Revoke', [id('key'), revocation('Unspecified')], {note: 'when the volume is removed'}),
    ask('Destroy', [id('key')], {note: 'when the volume is removed'}),
  ],
}
