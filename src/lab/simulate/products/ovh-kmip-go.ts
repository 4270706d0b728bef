import {firstVersionAmong} from '../demands/abilities.ts'
import {finds, found} from '../demands/identifiers.ts'
import {aes, attributes, id, protocolVersion, revocation, template} from '../draft/payloads.ts'
import {severalItemIds} from '../play/batch-item-ids.ts'
import {ask, type Product} from '../product.ts'
import {symmetricKey} from './habits.ts'

const versions = ['1.4', '1.3', '1.2', '1.1', '1.0'] as const

export const ovhKmipGo: Product = {
  client: 'ovh-kmip-go',
  product: 'ovh/kmip-go: tools of OVHcloud, KMIP plugins of SPIRE',
  version: '1.4',
  evidence: ['source'],
  transport: 'tls',
  connection: 'once',
  header: {timeStamp: true, batchItemIds: severalItemIds},
  decoder: 'ovh-kmip-go',
  settings: {name: 'kmipctl-{run}'},
  needs: ['Discover Versions answers only versions that the client has listed, the highest first'],
  giveUp: 'reports an error to the program that uses it',
  steps: [
    ask('DiscoverVersions', versions.map(protocolVersion), {
      version: '1.1',
      negotiates: true,
      demands: [firstVersionAmong(...versions)],
      tolerates: {reasons: ['OperationNotSupported'], reaction: 'goes on with KMIP 1.0'},
    }),
    ask('Create', [symmetricKey, template({...aes(256, 'Encrypt', 'Decrypt'), Name: '{name}'})], {
      save: {key: 'UniqueIdentifier'},
    }),
    ask('Activate', [id('key')]),
    ask('Locate', attributes({Name: '{name}'}), {demands: [found(1), finds('key')]}),
    ask('GetAttributes', [id('key')]),
    ask('Revoke', [id('key'), revocation('Unspecified')]),
    ask('Destroy', [id('key')]),
  ],
}
