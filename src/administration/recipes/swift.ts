import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'

export const swift: Recipe = {
  name: 'swift',
  product: 'OpenStack Swift: kmip_keymaster',
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Get'],
  settings: ({address, paths}) => [
    {
      title: 'kmip_keymaster.conf',
      lines: [
        '[kmip_keymaster]',
        'key_id = IDENTIFIER-OF-THE-KEY',
        `host = ${address.host}`,
        `port = ${address.port}`,
        `certfile = ${paths.certificate}`,
        `keyfile = ${paths.key}`,
        `ca_certs = ${paths.ca}`,
      ],
    },
  ],
  notes: ['Swift makes no keys: make an AES-256 key and put its Unique Identifier into key_id'],
}
