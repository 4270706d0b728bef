import {Flags} from '@oclif/core'
import {credentialFormats} from '../../ca/credential-format.ts'
import {formatAddress, parseAddress} from '../../transport/address.ts'
import {recipeFlag} from './recipe-flag.ts'

/** In which form a new certificate and its key go there. */
export const formFlags = {
  for: recipeFlag,
  format: Flags.option({
    summary: 'Form of the files',
    options: credentialFormats,
    default: 'pem' as const,
    exclusive: ['for'],
  })(),
  'password-file': Flags.string({
    summary: 'File with the password of the p12 file in its first line',
    helpValue: 'FILE',
  }),
}

/** Where a new certificate goes. */
export const deliveryFlags = {
  out: Flags.string({summary: 'Folder to write the files to', helpValue: 'DIR'}),
  force: Flags.boolean({summary: 'Replace files that exist', dependsOn: ['out']}),
  server: Flags.string({
    summary: 'Address of the server to put into the settings shown with --out',
    env: 'KMIPCTL_SERVER',
    default: 'localhost:5696',
    helpValue: 'HOST:PORT',
    // Checked before there is a credential
    parse: async (text) => formatAddress(parseAddress(text)),
  }),
}
