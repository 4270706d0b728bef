import {formatAddress} from '../../transport/address.ts'
import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'

export const openbao: Recipe = {
  name: 'openbao',
  product: "OpenBao's auto-unseal",
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Encrypt', 'Decrypt'],
  settings: ({address, paths}) => [
    {
      title: 'configuration of OpenBao',
      lines: [
        'seal "kmip" {',
        `  endpoint = ${JSON.stringify(formatAddress(address))}`,
        '  kms_key_id = "IDENTIFIER-OF-THE-KEY"',
        `  client_cert = ${JSON.stringify(paths.certificate)}`,
        `  client_key = ${JSON.stringify(paths.key)}`,
        `  ca_cert = ${JSON.stringify(paths.ca)}`,
        '}',
      ],
    },
  ],
  notes: ['OpenBao makes no keys: make an AES key and put its Unique Identifier into kms_key_id'],
}
