import {formatAddress} from '../../transport/address.ts'
import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'

export const ceph: Recipe = {
  name: 'ceph',
  product: 'Ceph Object Gateway, SSE-KMS',
  aliases: ['ceph-rgw', 'radosgw'],
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Locate', 'Get'],
  settings: ({address, paths}) => [
    {
      title: 'ceph.conf',
      lines: [
        'rgw crypt s3 kms backend = kmip',
        `rgw crypt kmip addr = ${formatAddress(address)}`,
        `rgw crypt kmip ca path = ${paths.ca}`,
        `rgw crypt kmip client cert = ${paths.certificate}`,
        `rgw crypt kmip client key = ${paths.key}`,
      ],
    },
  ],
  notes: ['The gateway makes no keys: make AES-256 keys whose Name is the key id of the requests'],
}
