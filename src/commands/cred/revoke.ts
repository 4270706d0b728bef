import {Args} from '@oclif/core'
import type {CredentialDescription} from '../../administration/credential-description.ts'
import {revokeCredential, showCredential} from '../../administration/credentials.ts'
import {
  foreignCertificate,
  type ForeignCertificateDescription,
  revokeForeignCertificate,
} from '../../administration/revoked-certificates.ts'
import {certificateFlag, credentialName} from '../../cli/flags/certificate-flag.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {chosenCredential} from '../../cli/questions/credential.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type CredRevokeResult = CredentialDescription | ForeignCertificateDescription

export default class CredRevoke extends StoreCommand<CredRevokeResult> {
  static override summary = 'Revoke a credential, or a certificate of an imported authority'
  static override description =
    'Running servers refuse it from the next request on, also on connections that are open. It stays in the list as revoked. Nothing brings it back; generate a new one instead. A certificate that an imported authority gave out is named by --certificate; kmipctl ca show NAME lists those that are revoked.'
  static override examples = [
    '<%= config.bin %> cred revoke 317328055225536560033788492808123425026102524390 --yes',
    '<%= config.bin %> cred revoke --certificate ./cert.pem --yes',
  ]
  static override args = {serial: Args.string({description: 'serial number, decimal or hexadecimal'})}
  static override flags = {certificate: certificateFlag, yes: yesFlag}

  async run(): Promise<CredRevokeResult> {
    const {args, flags} = await this.parse(CredRevoke)
    const given = await credentialName(args.serial, flags.certificate)
    const now = new Date()
    return await this.withStore(flags, async (store) => {
      const name = await chosenCredential(given, {store, prompts: this.prompts, now})
      const foreign = await foreignCertificate(store, name, now)
      if (foreign !== undefined) {
        const what = `certificate ${foreign.serialNumber} (${foreign.subject}) of the authority ${foreign.authority}`
        await this.confirm(`Revoke ${what}?`, flags.yes)
        const certificate = await revokeForeignCertificate(store, foreign, now)
        this.output.success(`Revoked ${what}`)
        return certificate
      }
      const {role, scope, serialNumber} = await showCredential(store, name, now)
      await this.confirm(`Revoke credential ${serialNumber} of role ${role} in scope ${scope}?`, flags.yes)
      const credential = await revokeCredential(store, name, now)
      this.output.success(`Revoked credential ${serialNumber}`)
      return credential
    })
  }
}
