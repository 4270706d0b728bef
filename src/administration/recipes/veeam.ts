import {type Recipe, rsaKey, yearSeconds} from './recipe.ts'

export const veeam: Recipe = {
  name: 'veeam',
  product: 'Veeam Backup & Replication 12 and newer',
  key: rsaKey,
  ttlSeconds: yearSeconds,
  layout: {ca: 'ca.pem', pkcs12: 'credential.p12'},
  operations: ['Locate', 'CreateKeyPair', 'Activate', 'Get', 'Destroy'],
  settings: ({address, paths}) => [
    {
      title: 'Key Management Servers',
      lines: [
        `server ${address.host}, port ${address.port}`,
        `client certificate ${paths.pkcs12}: Windows has to import its key as exportable`,
        `certificate authority ${paths.ca}: for Trusted Root Certification Authorities`,
      ],
    },
  ],
  notes: [
    "The first name of serve --hostname must be the server's full DNS name",
    'Veeam documents that a key server needs a CRL distribution point in its certificate; those of kmipctl have none',
  ],
}
