import {Flags} from '@oclif/core'
import {formatAddress, parseAddress} from '../../transport/address.ts'

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
