import {mongodConf} from './mongod-conf.ts'
import {type Recipe, yearSeconds} from './recipe.ts'

export const mongodb: Recipe = {
  name: 'mongodb',
  product: 'MongoDB Enterprise',
  aliases: ['mongodb-enterprise', 'mongod'],
  ttlSeconds: yearSeconds,
  layout: {ca: 'ca.pem', bundle: 'bundle.pem'},
  operations: ['Create', 'Activate', 'Get', 'GetAttributes'],
  settings: mongodConf,
  notes: [
    "mongod verifies the server's name: it must be one of serve --hostname",
    'An encrypted audit log asks for Encrypt and Decrypt too',
  ],
}
