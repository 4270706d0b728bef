import {formatAddress} from '../../transport/address.ts'
import {type Recipe, rsaKey, singleLayout, yearSeconds} from './recipe.ts'

export const netapp: Recipe = {
  name: 'netapp',
  product: 'NetApp ONTAP',
  aliases: ['ontap'],
  key: rsaKey,
  ttlSeconds: yearSeconds,
  layout: singleLayout,
  settings: ({address, paths}) => [
    {
      title: 'ONTAP, with SVM for the name of the admin or storage VM',
      lines: [
        'security certificate install -vserver SVM -type client -subtype kmip-cert -cert-name kmipctl-client',
        `  (paste ${paths.leaf}, then ${paths.key})`,
        'security certificate install -vserver SVM -type server-ca -subtype kmip-cert -cert-name kmipctl-ca',
        `  (paste a certificate of ${paths.ca}; once for each that it holds)`,
        `security key-manager external enable -vserver SVM -key-servers ${formatAddress(address)} -client-cert kmipctl-client -server-ca-certs kmipctl-ca`,
      ],
    },
  ],
  notes: ['A key server that cannot be reached keeps a booting node waiting: ONTAP takes up to four of them'],
}
