import {type Recipe, rsaKey, tlsLayout, yearSeconds} from './recipe.ts'
import {shellWord} from './quoting.ts'

export const ezmeral: Recipe = {
  name: 'ezmeral',
  product: 'HPE Ezmeral Data Fabric',
  aliases: ['mapr'],
  key: rsaKey,
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  settings: ({address, paths}) => [
    {
      title: 'in the shell',
      lines: [
        `mrhsm set -cacert ${shellWord(paths.ca)} -clientcert ${shellWord(paths.certificate)} \\`,
        `  -clientkey ${shellWord(paths.key)} -ip ${address.host} -port ${address.port} -sopin PIN`,
        'mrhsm enable',
      ],
    },
  ],
  notes: ['Data Fabric takes the IP address of the server, not its name'],
}
