import {Flags} from '@oclif/core'
import {signCredential} from '../../administration/issue-credential.ts'
import {CredentialCommand, type NewCredentialResult} from '../../cli/credential-command.ts'
import {prepareDelivery} from '../../cli/credential-delivery.ts'
import {readInput} from '../../cli/files/input-file.ts'
import {roleFlag, scopeFlag} from '../../cli/flags/common-flags.ts'
import {deliveryFlags} from '../../cli/flags/delivery-flags.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {chosenRole, chosenScope} from '../../cli/questions/scope-and-role.ts'

export type CredSignResult = NewCredentialResult

export default class CredSign extends CredentialCommand {
  static override summary = 'Issue a client certificate for a signing request'
  static override description =
    'The private key stays where the request was made. The subject of the request is replaced, its alternative names are kept. When the role says which key it wants, the request has to have that key.'
  static override examples = [
    '<%= config.bin %> cred sign --scope finance --role app --csr ./app.csr',
    '<%= config.bin %> cred sign --scope finance --role app --csr ./app.csr --out ./app-credential',
  ]
  static override flags = {
    csr: Flags.string({summary: 'Signing request (PKCS#10) in PEM or DER; - is standard input', helpValue: 'FILE'}),
    scope: scopeFlag,
    role: roleFlag,
    ttl: durationFlag({summary: 'Lifetime of the certificate, such as 24h or 365d'}),
    'server-auth': Flags.boolean({summary: 'Let TLS servers present the certificate too, as vCenter wants it'}),
    format: Flags.option({
      summary: 'Form of the files',
      options: ['pem', 'pem_bundle', 'der'] as const,
      default: 'pem' as const,
    })(),
    ...deliveryFlags,
  }

  async run(): Promise<CredSignResult> {
    const {flags} = await this.parse(CredSign)
    const delivery = {format: flags.format, folder: flags.out, force: flags.force, server: flags.server}
    const csr = flags.csr ?? (await this.prompts.text({setting: '--csr', message: 'File of the signing request'}))
    const signingRequest = await readInput(csr)
    await prepareDelivery(delivery)
    const made = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      return signCredential(store, {
        scope,
        role: await chosenRole(flags.role, scope, {store, prompts: this.prompts, setting: '--role'}),
        signingRequest,
        ttlSeconds: flags.ttl,
        serverAuth: flags['server-auth'],
        now: new Date(),
      })
    })
    return this.handOver(made, delivery)
  }
}
