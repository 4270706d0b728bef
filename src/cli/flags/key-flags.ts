import {Flags} from '@oclif/core'
import {durationFlag} from './duration-flag.ts'

/** The key and lifetime of credentials: of one, or what a role gives to its own. */
export const keyFlags = {
  'key-type': Flags.option({summary: 'Kind of key', options: ['ec', 'rsa'] as const})(),
  'key-bits': Flags.integer({
    summary: 'Size of the key: 256, 384 or 521 for ec, 2048, 3072 or 4096 for rsa',
    helpValue: 'BITS',
  }),
  ttl: durationFlag({summary: 'Lifetime of the certificate, such as 24h or 365d'}),
}
