import {Flags} from '@oclif/core'
import {parseLabels} from '../../administration/labels.ts'
import {prunableCredentials, pruneCredentials} from '../../administration/prune-credentials.ts'
import {labelFilterFlag} from '../../cli/flags/credential-flags.ts'
import {roleFlag, scopeFlag, yesFlag} from '../../cli/flags/common-flags.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export interface CredPruneResult {
  /** Serial numbers of what was forgotten. */
  readonly pruned: readonly string[]
}

export default class CredPrune extends StoreCommand<CredPruneResult> {
  static override summary = 'Forget credentials that have expired or are revoked'
  static override description =
    'Their certificates stay refused, since the server takes only certificates that it knows. Without --expired and --revoked both kinds go.'
  static override examples = [
    '<%= config.bin %> cred prune',
    '<%= config.bin %> cred prune --expired --older-than 90d --yes',
    '<%= config.bin %> cred prune --scope finance --revoked --yes',
  ]
  static override flags = {
    scope: scopeFlag,
    role: roleFlag,
    label: labelFilterFlag,
    expired: Flags.boolean({summary: 'Those that have expired'}),
    revoked: Flags.boolean({summary: 'Those that are revoked'}),
    'older-than': durationFlag({summary: 'Only those that expired or were revoked at least so long ago'}),
    yes: yesFlag,
  }

  async run(): Promise<CredPruneResult> {
    const {flags} = await this.parse(CredPrune)
    const isBoth = flags.expired === flags.revoked
    const filter = {
      scope: flags.scope,
      role: flags.role,
      labels: parseLabels(flags.label ?? []),
      expired: isBoth || flags.expired,
      revoked: isBoth || flags.revoked,
      endedForSeconds: flags['older-than'],
    }
    const pruned = await this.withStore(flags, async (store) => {
      const serialNumbers = await prunableCredentials(store, filter, new Date())
      if (serialNumbers.length === 0) return serialNumbers
      await this.confirm(`Forget ${counted(serialNumbers)} for good?`, flags.yes)
      await pruneCredentials(store, serialNumbers)
      return serialNumbers
    })
    if (pruned.length === 0) this.output.note('There is no such credential')
    else this.output.success(`Forgot ${counted(pruned)}`)
    return {pruned}
  }
}

function counted({length}: readonly string[]): string {
  return length === 1 ? '1 credential' : `${length} credentials`
}
