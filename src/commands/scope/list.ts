import {listScopes, type ScopeDescription} from '../../administration/scopes.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {scopeColumns} from '../../cli/views/scope-view.ts'

export interface ScopeListResult {
  readonly scopes: readonly ScopeDescription[]
}

export default class ScopeList extends StoreCommand<ScopeListResult> {
  static override summary = 'List the scopes'
  static override examples = ['<%= config.bin %> scope list', '<%= config.bin %> scope list --json']

  async run(): Promise<ScopeListResult> {
    const {flags} = await this.parse(ScopeList)
    const scopes = await this.withStore(flags, listScopes)
    await this.output.table(scopeColumns, scopes, 'There is no scope yet; make one with kmipctl scope create')
    return {scopes}
  }
}
