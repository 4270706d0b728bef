import {Args} from '@oclif/core'
import {type ScopeDescription, showScope} from '../../administration/scopes.ts'
import {chosenScope} from '../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {scopeFacts} from '../../cli/views/scope-view.ts'

export type ScopeShowResult = ScopeDescription

export default class ScopeShow extends StoreCommand<ScopeShowResult> {
  static override summary = 'Show a scope and what it holds'
  static override examples = ['<%= config.bin %> scope show finance']
  static override args = {name: Args.string({description: 'name of the scope'})}

  async run(): Promise<ScopeShowResult> {
    const {args, flags} = await this.parse(ScopeShow)
    const scope = await this.withStore(flags, async (store) =>
      showScope(store, await chosenScope(args.name, {store, prompts: this.prompts, setting: 'NAME'})),
    )
    this.output.keyValues(scopeFacts(scope))
    return scope
  }
}
