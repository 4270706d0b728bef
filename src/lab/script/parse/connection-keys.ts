import {connectionSources} from '../../../config/connection-settings.ts'
import type {Key, Keys} from './keys.ts'

const scalar = {type: ['string', 'number']}

const own: Keys = {
  profile: {summary: 'Saved settings, which the others go before', schema: {type: 'string'}},
  insecure: {summary: 'Accepts any server certificate', schema: {type: 'boolean'}},
}

/** Settings of a connection: those of the command line, with the names of its flags. */
export const connectionKeys: Keys = {
  ...own,
  ...Object.fromEntries(
    Object.values(connectionSources).map(({flag}): [string, Key] => [
      flag.slice(2),
      {summary: `As ${flag} on the command line`, schema: scalar},
    ]),
  ),
}
