import {Args, Flags} from '@oclif/core'
import {type RoleDescription, showRole} from '../../administration/roles.ts'
import {vaultRole} from '../../administration/vault-role.ts'
import {scopeFlag} from '../../cli/flags/common-flags.ts'
import {chosenRole, chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {roleFacts} from '../../cli/views/role-view.ts'
import {vaultFacts} from '../../cli/views/vault-view.ts'

export type RoleShowResult = RoleDescription | ReturnType<typeof vaultRole>

export default class RoleShow extends StoreCommand<RoleShowResult> {
  static override summary = 'Show a role and what it allows'
  static override examples = [
    '<%= config.bin %> role show app --scope finance',
    '<%= config.bin %> role show app --scope finance --vault --json',
  ]
  static override args = {name: Args.string({description: 'name of the role'})}
  static override flags = {
    scope: scopeFlag,
    vault: Flags.boolean({summary: "Show it under Vault's names, as vault read does"}),
  }

  async run(): Promise<RoleShowResult> {
    const {args, flags} = await this.parse(RoleShow)
    const role = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      return showRole(store, {
        scope,
        role: await chosenRole(args.name, scope, {store, prompts: this.prompts, setting: 'NAME'}),
      })
    })
    if (!flags.vault) {
      this.output.keyValues(roleFacts(role))
      return role
    }
    const form = vaultRole(role)
    this.output.keyValues(vaultFacts(form))
    return form
  }
}
