import {Flags} from '@oclif/core'
import {signCredential} from '../../administration/issue-credential.ts'
import {missingOperations} from '../../administration/recipes/missing-operations.ts'
import {CredentialCommand, type NewCredentialResult} from '../../cli/credential-command.ts'
import {prepareDelivery} from '../../cli/credential-delivery.ts'
import {readInput} from '../../cli/files/input-file.ts'
import {roleFlag, scopeFlag} from '../../cli/flags/common-flags.ts'
import {credentialFlags, credentialWishes} from '../../cli/flags/credential-flags.ts'
import {deliveryFlags} from '../../cli/flags/delivery-flags.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {chosenRecipe, recipeFlag} from '../../cli/flags/recipe-flag.ts'
import {chosenRole, chosenScope} from '../../cli/questions/scope-and-role.ts'

export type CredSignResult = NewCredentialResult

export default class CredSign extends CredentialCommand {
  static override summary = 'Issue a client certificate for a signing request'
  static override description =
    'The private key stays where the request was made. The subject of the request is replaced, its alternative names are kept, and --san adds some. The request has to have the kind of key that the role wants, or else the configuration; --any-key lets it have another.'
  static override examples = [
    '<%= config.bin %> cred sign --scope finance --role app --csr ./app.csr',
    '<%= config.bin %> cred sign --scope finance --role app --csr ./app.csr --out ./app-credential',
    '<%= config.bin %> cred sign --scope finance --role vcenter --csr ./vcenter.csr --for vsphere --out ./vcenter',
  ]
  static override flags = {
    csr: Flags.string({summary: 'Signing request (PKCS#10) in PEM or DER; - is standard input', helpValue: 'FILE'}),
    scope: scopeFlag,
    role: roleFlag,
    ttl: durationFlag({summary: 'Lifetime of the certificate, such as 24h or 365d'}),
    'any-key': Flags.boolean({summary: 'Take another kind of key than the role or the configuration wants'}),
    ...credentialFlags,
    for: recipeFlag,
    format: Flags.option({
      summary: 'Form of the files',
      options: ['pem', 'pem_bundle', 'der'] as const,
      default: 'pem' as const,
      exclusive: ['for'],
    })(),
    ...deliveryFlags,
  }

  async run(): Promise<CredSignResult> {
    const {flags} = await this.parse(CredSign)
    const {format, out: folder, force, server} = flags
    const recipe = chosenRecipe(flags)
    const delivery = {format, folder, force, server, recipe}
    const wishes = credentialWishes(flags)
    const csr = flags.csr ?? (await this.prompts.text({setting: '--csr', message: 'File of the signing request'}))
    const signingRequest = await readInput(csr)
    await prepareDelivery(delivery)
    const made = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const role = await chosenRole(flags.role, scope, {store, prompts: this.prompts, setting: '--role'})
      const issued = await signCredential(store, {
        scope,
        role,
        signingRequest,
        ttlSeconds: flags.ttl,
        anyKey: flags['any-key'],
        ...wishes,
        recipe,
        now: new Date(),
      })
      return {...issued, missing: await missingOperations(store, {scope, role}, recipe)}
    })
    return this.handOver(made, delivery)
  }
}
