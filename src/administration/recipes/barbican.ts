import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'
import {shellWord} from './quoting.ts'

export const barbican: Recipe = {
  name: 'barbican',
  product: 'OpenStack Barbican',
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Create', 'CreateKeyPair', 'Register', 'Get', 'Destroy'],
  settings: ({address, paths}) => [
    {
      title: 'barbican.conf',
      lines: [
        '[secretstore]',
        'enabled_secretstore_plugins = kmip_plugin',
        '',
        '[kmip_plugin]',
        `host = ${address.host}`,
        `port = ${address.port}`,
        `certfile = ${paths.certificate}`,
        `keyfile = ${paths.key}`,
        `ca_certs = ${paths.ca}`,
      ],
    },
    {
      title: 'in the shell: Barbican takes the key file with this mode only',
      lines: [`chmod 0400 ${shellWord(paths.key)}`],
    },
  ],
}
