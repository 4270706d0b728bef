import {Args} from '@oclif/core'
import {deleteRole, type RoleDescription, showRole} from '../../administration/roles.ts'
import {scopeFlag, yesFlag} from '../../cli/flags/common-flags.ts'
import {chosenRole, chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type RoleDeleteResult = RoleDescription

export default class RoleDelete extends StoreCommand<RoleDeleteResult> {
  static override summary = 'Delete a role with its credentials'
  static override description = 'Its credentials stop working at once. The objects of the scope stay.'
  static override examples = ['<%= config.bin %> role delete app --scope finance --yes']
  static override args = {name: Args.string({description: 'name of the role'})}
  static override flags = {scope: scopeFlag, yes: yesFlag}

  async run(): Promise<RoleDeleteResult> {
    const {args, flags} = await this.parse(RoleDelete)
    const role = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const name = {scope, role: await chosenRole(args.name, scope, {store, prompts: this.prompts, setting: 'NAME'})}
      await this.confirm(question(await showRole(store, name)), flags.yes)
      return deleteRole(store, name)
    })
    this.output.success(`Deleted role ${role.name} of scope ${role.scope}`)
    return role
  }
}

function question({name, scope, credentials}: RoleDescription): string {
  const lost = credentials === 1 ? ' with its credential' : ` with its ${credentials} credentials`
  return `Delete role ${name} of scope ${scope}${credentials === 0 ? '' : lost}?`
}
