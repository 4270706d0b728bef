import {found} from '../demands/identifiers.ts'
import {keyBytes, keyFormat, objectType} from '../demands/objects.ts'
import {aes, attributes, id, template} from '../draft/payloads.ts'
import {ask, type Product} from '../product.ts'
import {libkmip, symmetricKey} from './habits.ts'

export const cephRgw: Product = {
  ...libkmip,
  client: 'ceph-rgw',
  product: 'Ceph RADOS Gateway, SSE-KMS with KMIP',
  evidence: ['source'],
  connection: 'once',
  header: {...libkmip.header, login: 'optional'},
  settings: {keyName: 'kmipctl-{run}'},
  preparation: {
    text: 'an AES key of 256 bits with the name {keyName}',
    given: 'keyName',
    steps: [ask('Create', [symmetricKey, template({...aes(256, 'Encrypt', 'Decrypt'), Name: '{keyName}'})])],
  },
  needs: ['Locate by Name alone', 'One key of that name, not two', 'Get of a key that was never activated'],
  giveUp: 'refuses the S3 request: there is no such key',
  steps: [
    ask('Locate', attributes({Name: '{keyName}'}), {save: {key: 'UniqueIdentifier'}, demands: [found(1)]}),
    ask('Get', [id('key')], {demands: [objectType('SymmetricKey'), keyFormat('Raw'), keyBytes(32)]}),
  ],
}
