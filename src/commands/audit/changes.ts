import {Flags} from '@oclif/core'
import {type ChangeDescription, listChanges} from '../../administration/changes.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {changeColumns} from '../../cli/views/change-view.ts'

export interface AuditChangesResult {
  readonly changes: readonly ChangeDescription[]
}

export default class AuditChanges extends StoreCommand<AuditChangesResult> {
  static override summary = 'List the administrative changes that were made to the store'
  static override description = `Every command and request that changes scopes, roles, credentials, authorities, listeners, tokens or the configuration is written down in the store together with the change, whether a server runs or not; servers with --audit bring it to their audit devices. Changes are kept for 400 days.`
  static override examples = [
    '<%= config.bin %> audit changes',
    '<%= config.bin %> audit changes --since 7d',
    '<%= config.bin %> audit changes --limit 20 --json',
  ]
  static override flags = {
    since: durationFlag({summary: 'Only those of the last hours or days, such as 7d'}),
    limit: Flags.integer({summary: 'Only the latest of them', min: 1, helpValue: 'NUMBER'}),
  }

  async run(): Promise<AuditChangesResult> {
    const {flags} = await this.parse(AuditChanges)
    const since = flags.since === undefined ? undefined : Date.now() - flags.since * 1000
    const changes = await this.withStore(flags, (store) => listChanges(store, {since, limit: flags.limit}))
    await this.output.table(changeColumns, changes, 'There is no change')
    return {changes}
  }
}
