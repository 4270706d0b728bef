import {formatAddress} from '../../transport/address.ts'
import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'
import {shellWord, yamlText} from './quoting.ts'

export const rook: Recipe = {
  name: 'rook',
  product: 'Rook, the Ceph operator for Kubernetes',
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['DiscoverVersions', 'Register', 'Get', 'Destroy'],
  settings: ({address, paths}) => [
    {
      title: 'in the shell',
      lines: [
        'kubectl create secret generic kmip-credentials --namespace rook-ceph \\',
        `  --from-file=CA_CERT=${shellWord(paths.ca)} \\`,
        `  --from-file=CLIENT_CERT=${shellWord(paths.certificate)} \\`,
        `  --from-file=CLIENT_KEY=${shellWord(paths.key)}`,
      ],
    },
    {
      title: 'CephCluster',
      lines: [
        'security:',
        '  kms:',
        '    connectionDetails:',
        '      KMS_PROVIDER: kmip',
        `      KMIP_ENDPOINT: ${JSON.stringify(formatAddress(address))}`,
        `      TLS_SERVER_NAME: ${yamlText(address.host)}`,
        '    tokenSecretName: kmip-credentials',
      ],
    },
  ],
}
