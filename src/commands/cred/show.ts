import {Args, Flags} from '@oclif/core'
import type {CredentialDescription} from '../../administration/credential-description.ts'
import {showCredential} from '../../administration/credentials.ts'
import {certificateFlag, credentialName} from '../../cli/flags/certificate-flag.ts'
import {chosenCredential} from '../../cli/questions/credential.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {credentialFacts} from '../../cli/views/credential-view.ts'

export type CredShowResult = CredentialDescription

export default class CredShow extends StoreCommand<CredShowResult> {
  static override summary = 'Show a credential and its certificate'
  static override description = 'The private key is not kept and cannot be shown.'
  static override examples = [
    '<%= config.bin %> cred show 317328055225536560033788492808123425026102524390',
    '<%= config.bin %> cred show --certificate ./cert.pem',
    '<%= config.bin %> cred show --certificate ./cert.pem --pem',
  ]
  static override args = {serial: Args.string({description: 'serial number, decimal or hexadecimal'})}
  static override flags = {
    certificate: certificateFlag,
    pem: Flags.boolean({summary: 'Print the certificate in PEM instead'}),
  }

  async run(): Promise<CredShowResult> {
    const {args, flags} = await this.parse(CredShow)
    const given = await credentialName(args.serial, flags.certificate)
    const now = new Date()
    const credential = await this.withStore(flags, async (store) =>
      showCredential(store, await chosenCredential(given, {store, prompts: this.prompts, now}), now),
    )
    if (flags.pem) this.output.data(credential.certificatePem.trimEnd())
    else this.output.keyValues(credentialFacts(credential))
    return credential
  }
}
