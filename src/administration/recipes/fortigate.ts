import {type Recipe, rsaKey, singleLayout, yearSeconds} from './recipe.ts'

export const fortigate: Recipe = {
  name: 'fortigate',
  product: 'Fortinet FortiGate: IPsec keys',
  aliases: ['fortios', 'fortinet'],
  key: rsaKey,
  ttlSeconds: yearSeconds,
  layout: singleLayout,
  operations: ['Locate', 'Get', 'Create', 'Activate'],
  settings: ({address, paths}) => [
    {
      title: 'System > Certificates',
      lines: [
        `Import ${paths.leaf} with ${paths.key} as the local certificate kmipctl, and ${paths.ca} as a CA certificate`,
      ],
    },
    {
      title: 'command line',
      lines: [
        'config vpn kmip-server',
        '    edit "kmipctl"',
        '        config server-list',
        '            edit 1',
        `                set server ${JSON.stringify(address.host)}`,
        '                set cert "kmipctl"',
        '            next',
        '        end',
        '        set username "NAME"',
        '        set password "PASSWORD"',
        '    next',
        'end',
      ],
    },
  ],
  notes: [
    'FortiOS always sends a user name and password: the server ignores them unless it runs with serve --message-credential',
  ],
}
