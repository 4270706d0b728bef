import {type Recipe, tlsLayout, yearSeconds} from './recipe.ts'

export const perconaMysql: Recipe = {
  name: 'percona-mysql',
  product: 'Percona Server for MySQL and XtraBackup: component_keyring_kmip',
  ttlSeconds: yearSeconds,
  layout: tlsLayout,
  operations: ['Locate', 'Get', 'GetAttributes', 'Register', 'Activate', 'Revoke', 'Destroy'],
  settings: ({address, paths}) => [
    {
      title: 'component_keyring_kmip.cnf',
      lines: JSON.stringify(
        {
          server_addr: address.host,
          server_port: String(address.port),
          // The certificate, despite the name
          client_ca: paths.certificate,
          client_key: paths.key,
          server_ca: paths.ca,
        },
        undefined,
        2,
      ).split('\n'),
    },
    {title: 'mysqld.my', lines: ['{"components": "file://component_keyring_kmip"}']},
  ],
  notes: [
    'Without the option object_group the server reads every key its role can see: give each server a scope of its own',
  ],
}
