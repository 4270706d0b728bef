import {Args} from '@oclif/core'
import {checkName} from '../../administration/name.ts'
import {createScope, type ScopeDescription} from '../../administration/scopes.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type ScopeCreateResult = ScopeDescription

export default class ScopeCreate extends StoreCommand<ScopeCreateResult> {
  static override summary = 'Create a scope'
  static override description =
    'A scope is a world of its own for managed objects: what one scope holds is invisible to all others. Roles in it say what its clients may do.'
  static override examples = ['<%= config.bin %> scope create finance', '<%= config.bin %> scope create finance --json']
  static override args = {name: Args.string({description: 'name of the new scope'})}

  async run(): Promise<ScopeCreateResult> {
    const {args, flags} = await this.parse(ScopeCreate)
    const check = (name: string) => checkName('scope', name)
    const name = args.name ?? (await this.prompts.text({setting: 'NAME', message: 'Name of the scope', check}))
    const scope = await this.withStore(flags, (store) => createScope(store, name, new Date()))
    this.output.success(`Created scope ${scope.name} (id ${scope.id})`)
    return scope
  }
}
