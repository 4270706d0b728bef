import {Args} from '@oclif/core'
import {type RoleDescription, showRole} from '../../administration/roles.ts'
import {scopeFlag} from '../../cli/flags/common-flags.ts'
import {chosenRole, chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {roleFacts} from '../../cli/views/role-view.ts'

export type RoleShowResult = RoleDescription

export default class RoleShow extends StoreCommand<RoleShowResult> {
  static override summary = 'Show a role and what it allows'
  static override examples = ['<%= config.bin %> role show app --scope finance']
  static override args = {name: Args.string({description: 'name of the role'})}
  static override flags = {scope: scopeFlag}

  async run(): Promise<RoleShowResult> {
    const {args, flags} = await this.parse(RoleShow)
    const role = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      return showRole(store, {
        scope,
        role: await chosenRole(args.name, scope, {store, prompts: this.prompts, setting: 'NAME'}),
      })
    })
    this.output.keyValues(roleFacts(role))
    return role
  }
}
