import {type Recipe, rsaKey, yearSeconds} from './recipe.ts'

export const synology: Recipe = {
  name: 'synology',
  product: 'Synology DSM 7.2 and newer',
  aliases: ['dsm'],
  key: rsaKey,
  needsName: true,
  ttlSeconds: yearSeconds,
  layout: {ca: 'ca.pem', leaf: 'cert.pem', issuers: 'intermediate.pem', key: 'key.pem'},
  operations: [
    'Query',
    'Locate',
    'Register',
    'ModifyAttribute',
    'Activate',
    'GetAttributeList',
    'GetAttributes',
    'Get',
    'Revoke',
    'Destroy',
  ],
  settings: ({address, paths}) => [
    {
      title: 'Control Panel > Security',
      lines: [
        '1. Certificate > Add > Add a new certificate > Import certificate:',
        `   private key ${paths.key}, certificate ${paths.leaf}, intermediate certificate ${paths.issuers}`,
        '2. Certificate > Settings: choose it for KMIP',
        `3. KMIP > Remote Key Client: hostname ${address.host}, port ${address.port}, certificate authority ${paths.ca}`,
      ],
    },
  ],
  notes: ['Without step 2 DSM connects but stores no key'],
}
