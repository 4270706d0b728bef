import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'

export const krill: Recipe = {
  name: 'krill',
  product: "NLnet Labs' Krill",
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Query', 'CreateKeyPair', 'Get', 'ModifyAttribute', 'Activate', 'Sign', 'Revoke', 'Destroy'],
  settings: ({address, paths}) => [
    {
      title: 'krill.conf',
      lines: [
        '[[signers]]',
        'type = "KMIP"',
        'name = "kmipctl"',
        `host = ${JSON.stringify(address.host)}`,
        `port = ${address.port}`,
        `server_ca_cert_path = ${JSON.stringify(paths.ca)}`,
        `client_cert_path = ${JSON.stringify(paths.certificate)}`,
        `client_cert_private_key_path = ${JSON.stringify(paths.key)}`,
      ],
    },
  ],
}
