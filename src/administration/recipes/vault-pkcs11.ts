import {formatAddress} from '../../transport/address.ts'
import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'

export const vaultPkcs11: Recipe = {
  name: 'vault-pkcs11',
  product: "Vault's PKCS#11 provider",
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  settings: ({address, scope, paths}) => [
    {
      title: 'vault-pkcs11.hcl',
      lines: [
        'slot {',
        `  server = ${JSON.stringify(formatAddress(address))}`,
        `  tls_cert_path = ${JSON.stringify(paths.certificate)}`,
        `  tls_key_path = ${JSON.stringify(paths.key)}`,
        `  ca_path = ${JSON.stringify(paths.ca)}`,
        `  scope = ${JSON.stringify(scope)}`,
        '}',
      ],
    },
  ],
  notes: ["The provider verifies the server's name: it must be one of serve --hostname"],
}
