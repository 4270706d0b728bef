import {formatAddress} from '../../transport/address.ts'
import {type Recipe, yearSeconds} from './recipe.ts'

export const mysql: Recipe = {
  name: 'mysql',
  product: 'MySQL Enterprise: keyring_okv',
  aliases: ['mysql-enterprise', 'keyring_okv'],
  ttlSeconds: yearSeconds,
  layout: {ca: 'ssl/CA.pem', certificate: 'ssl/cert.pem', key: 'ssl/key.pem'},
  operations: ['Create', 'Activate', 'Get', 'Revoke', 'Destroy'],
  settings: ({address, folder}) => [
    {title: `${folder}/okvclient.ora`, lines: [`SERVER=${formatAddress(address)}`]},
    {title: 'my.cnf', lines: ['[mysqld]', 'early-plugin-load=keyring_okv.so', `keyring_okv_conf_dir=${folder}`]},
  ],
  notes: ['Each instance of MySQL needs a credential and a scope of its own'],
}
