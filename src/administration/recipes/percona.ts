import {mongodConf} from './mongod-conf.ts'
import {type Recipe, yearSeconds} from './recipe.ts'

export const percona: Recipe = {
  name: 'percona',
  product: 'Percona Server for MongoDB',
  aliases: ['psmdb', 'percona-mongodb'],
  ttlSeconds: yearSeconds,
  layout: {ca: 'ca.pem', bundle: 'bundle.pem'},
  operations: ['Register', 'Activate', 'Get', 'GetAttributes'],
  settings: mongodConf,
  notes: [
    "mongod verifies the server's name: it must be one of serve --hostname",
    'mongod stops when its key is not Active; it looks every 15 minutes',
  ],
}
