import {formatAddress} from '../../transport/address.ts'
import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'
import {yamlText} from './quoting.ts'

export const scylladb: Recipe = {
  name: 'scylladb',
  product: 'ScyllaDB: encryption at rest',
  aliases: ['scylla'],
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Query', 'Locate', 'Create', 'Activate', 'Get', 'GetAttributes'],
  settings: ({address, paths}) => [
    {
      title: 'scylla.yaml',
      lines: [
        'kmip_hosts:',
        '  kmipctl:',
        `    hosts: ${JSON.stringify(formatAddress(address))}`,
        `    certificate: ${yamlText(paths.certificate)}`,
        `    keyfile: ${yamlText(paths.key)}`,
        `    truststore: ${yamlText(paths.ca)}`,
      ],
    },
  ],
}
