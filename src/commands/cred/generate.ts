import {generateCredential} from '../../administration/issue-credential.ts'
import {missingOperations} from '../../administration/recipes/missing-operations.ts'
import {CredentialCommand, type NewCredentialResult} from '../../cli/credential-command.ts'
import {prepareDelivery} from '../../cli/credential-delivery.ts'
import {roleFlag, scopeFlag} from '../../cli/flags/common-flags.ts'
import {credentialFlags, credentialWishes} from '../../cli/flags/credential-flags.ts'
import {deliveryFlags, formFlags} from '../../cli/flags/delivery-flags.ts'
import {keyFlags} from '../../cli/flags/key-flags.ts'
import {chosenRecipe} from '../../cli/flags/recipe-flag.ts'
import {chosenRole, chosenScope} from '../../cli/questions/scope-and-role.ts'

export type CredGenerateResult = NewCredentialResult

export default class CredGenerate extends CredentialCommand {
  static override summary = 'Make a key and a client certificate for a role'
  static override description = `The private key is shown or written once and kept nowhere else. Without --out, certificate and key go to standard output in PEM. With --out, the folder gets ca.pem, cert.pem, key.pem and bundle.pem (or the files of another format), and the settings for kmipctl, PyKMIP and Percona Server for MongoDB are shown. With --for, key, purposes, lifetime and files are those that a client program needs, and its settings are shown.

Unless --key-type, --key-bits or --ttl or the role say otherwise, key and lifetime are those of the configuration: EC P-521 and 24 hours, if nobody changed them.`
  static override examples = [
    '<%= config.bin %> cred generate --scope finance --role app --out ./app-credential',
    '<%= config.bin %> cred generate --scope finance --role app --ttl 90d --label team=payments --san app.example.com --json',
    '<%= config.bin %> cred generate --scope finance --role vcenter --for vsphere --server kms.example.com --out ./vcenter',
    '<%= config.bin %> cred generate --scope finance --role app --format p12 --password-file ./password.txt --out ./app-credential',
  ]
  static override flags = {
    scope: scopeFlag,
    role: roleFlag,
    ...keyFlags,
    ...credentialFlags,
    ...formFlags,
    ...deliveryFlags,
  }

  async run(): Promise<CredGenerateResult> {
    const {flags} = await this.parse(CredGenerate)
    const {format, out: folder, force, server} = flags
    const recipe = chosenRecipe(flags)
    const delivery = {format, folder, force, server, recipe}
    const wishes = credentialWishes(flags)
    await prepareDelivery(delivery)
    const password = await this.passwordFor(delivery, flags['password-file'])
    const made = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const role = await chosenRole(flags.role, scope, {store, prompts: this.prompts, setting: '--role'})
      const issued = await generateCredential(store, {
        scope,
        role,
        keyType: flags['key-type'],
        keyBits: flags['key-bits'],
        ttlSeconds: flags.ttl,
        ...wishes,
        recipe,
        now: new Date(),
      })
      return {...issued, missing: await missingOperations(store, {scope, role}, recipe)}
    })
    return this.handOver(made, {...delivery, password})
  }
}
