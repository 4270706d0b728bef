import {listRoles, type RoleDescription} from '../../administration/roles.ts'
import {scopeFlag} from '../../cli/flags/common-flags.ts'
import {chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {roleColumns} from '../../cli/views/role-view.ts'

export interface RoleListResult {
  readonly roles: readonly RoleDescription[]
}

export default class RoleList extends StoreCommand<RoleListResult> {
  static override summary = 'List the roles of a scope'
  static override examples = ['<%= config.bin %> role list --scope finance']
  static override flags = {scope: scopeFlag}

  async run(): Promise<RoleListResult> {
    const {flags} = await this.parse(RoleList)
    const roles = await this.withStore(flags, async (store) =>
      listRoles(store, await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})),
    )
    await this.output.table(roleColumns, roles, 'The scope has no role yet; make one with kmipctl role create')
    return {roles}
  }
}
