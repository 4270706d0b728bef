import {type Recipe, rsaKey, singleLayout, yearSeconds} from './recipe.ts'

export const vast: Recipe = {
  name: 'vast',
  product: 'VAST Data 5',
  aliases: ['vast-data'],
  key: rsaKey,
  ttlSeconds: yearSeconds,
  layout: singleLayout,
  operations: [
    'DiscoverVersions',
    'Create',
    'AddAttribute',
    'Activate',
    'Locate',
    'Get',
    'GetAttributes',
    'ReKey',
    'Check',
    'Revoke',
    'Destroy',
  ],
  settings: ({address, paths}) => [
    {
      title: 'external key manager of the cluster',
      lines: [
        `host ${address.host}, and the port of serve --https-listen`,
        `client certificate ${paths.leaf}, private key ${paths.key}, certificate authority ${paths.ca}`,
      ],
    },
  ],
  notes: ['VAST sends KMIP over HTTPS to the path /kmip: run the server with serve --https-listen'],
}
