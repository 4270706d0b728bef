import {formatAddress} from '../../transport/address.ts'
import {type Recipe, yearSeconds} from './recipe.ts'

export const mongodbDriver: Recipe = {
  name: 'mongodb-driver',
  product: "MongoDB's drivers: field level and queryable encryption",
  aliases: ['mongodb-csfle', 'csfle', 'queryable-encryption'],
  ttlSeconds: yearSeconds,
  layout: {ca: 'ca.pem', bundle: 'bundle.pem'},
  operations: ['Register', 'Activate', 'Get'],
  settings: ({address, paths}) => [
    {
      title: 'options of ClientEncryption and AutoEncryption (Node.js; other drivers use the same names)',
      lines: [
        `kmsProviders: ${JSON.stringify({kmip: {endpoint: formatAddress(address)}})}`,
        `tlsOptions: ${JSON.stringify({kmip: {tlsCAFile: paths.ca, tlsCertificateKeyFile: paths.bundle}})}`,
      ],
    },
  ],
  notes: ['With delegated: true a driver asks for Create, Activate, Encrypt and Decrypt instead'],
}
