import {formatAddress} from '../../transport/address.ts'
import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'
import {shellWord} from './quoting.ts'

export const cephCsi: Recipe = {
  name: 'ceph-csi',
  product: 'Ceph CSI: encrypted volumes',
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['DiscoverVersions', 'Encrypt', 'Decrypt', 'Get'],
  settings: ({address, paths}) => [
    {
      title: 'in the shell',
      lines: [
        'kubectl create secret generic ceph-csi-kmip-credentials \\',
        `  --from-file=CA_CERT=${shellWord(paths.ca)} \\`,
        `  --from-file=CLIENT_CERT=${shellWord(paths.certificate)} \\`,
        `  --from-file=CLIENT_KEY=${shellWord(paths.key)} \\`,
        '  --from-literal=UNIQUE_IDENTIFIER=IDENTIFIER-OF-THE-KEY',
      ],
    },
    {
      title: 'config.json of the KMS configuration',
      lines: JSON.stringify(
        {
          kmipctl: {
            KMS_PROVIDER: 'kmip',
            KMIP_ENDPOINT: formatAddress(address),
            KMIP_SECRET_NAME: 'ceph-csi-kmip-credentials',
            TLS_SERVER_NAME: address.host,
          },
        },
        undefined,
        2,
      ).split('\n'),
    },
  ],
  notes: ['The driver makes no keys: make an AES key and put its Unique Identifier into the secret'],
}
