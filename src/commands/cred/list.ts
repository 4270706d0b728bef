import {Flags} from '@oclif/core'
import type {CredentialDescription} from '../../administration/credential-description.ts'
import {listCredentials} from '../../administration/credential-list.ts'
import {parseLabels} from '../../administration/labels.ts'
import {labelFilterFlag} from '../../cli/flags/credential-flags.ts'
import {roleFlag, scopeFlag} from '../../cli/flags/common-flags.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {credentialColumns, daysLeft, expiringColumns, labelsColumn} from '../../cli/views/credential-view.ts'
import {durationText} from '../../cli/views/duration-text.ts'
import {ExitCode, KmipctlError} from '../../errors.ts'

/** A credential; with --expiring also the whole days that are left to it. */
export type ListedCredential = CredentialDescription & {readonly daysLeft?: number}

export interface CredListResult {
  readonly credentials: readonly ListedCredential[]
  /** For --after, when there are more. */
  readonly next: string | undefined
}

export default class CredList extends StoreCommand<CredListResult> {
  static override summary = 'List credentials: all, those of a scope, or those of a role'
  static override description =
    'The oldest of a role comes first. With --expiring only valid credentials are listed that end soon, the first to end first, and the exit status is 6 if there are any; one that has ended already is found with --status expired.'
  static override examples = [
    '<%= config.bin %> cred list',
    '<%= config.bin %> cred list --scope finance --role app --json',
    '<%= config.bin %> cred list --label team=payments --status valid',
    '<%= config.bin %> cred list --expiring 7d',
  ]
  static override flags = {
    scope: scopeFlag,
    role: roleFlag,
    label: labelFilterFlag,
    status: Flags.option({
      summary: 'Only credentials of this status',
      options: ['valid', 'expired', 'revoked'] as const,
    })(),
    expiring: durationFlag({summary: 'Only valid credentials that end within this time', exclusive: ['status']}),
    limit: Flags.integer({summary: 'Most credentials to list', helpValue: 'NUMBER', default: 1000, min: 1}),
    after: Flags.string({summary: 'Go on after the credential of this serial number', helpValue: 'SERIAL'}),
  }

  async run(): Promise<CredListResult> {
    const {flags} = await this.parse(CredList)
    const {scope, role, status, limit, after, expiring} = flags
    const labels = parseLabels(flags.label ?? [])
    const now = new Date()
    const filter = {scope, role, labels, status, after, expiringWithinSeconds: expiring, limit: limit + 1}
    const found = await this.withStore(flags, (store) => listCredentials(store, filter, now))
    const listed = found.slice(0, limit)
    const next = found.length > limit ? listed.at(-1)?.serialNumber : undefined
    if (expiring !== undefined) return this.#expiring(listed, {now, within: durationText(expiring), next})
    const hasLabels = listed.some((one) => Object.keys(one.labels).length > 0)
    const columns = hasLabels ? [...credentialColumns, labelsColumn] : credentialColumns
    await this.output.table(columns, listed, 'There is no credential; make one with kmipctl cred generate')
    this.#tellOfMore(next)
    return {credentials: listed, next}
  }

  async #expiring(
    listed: readonly CredentialDescription[],
    {now, within, next}: {readonly now: Date; readonly within: string; readonly next: string | undefined},
  ): Promise<CredListResult> {
    const credentials = listed.map((one) => ({...one, daysLeft: daysLeft(one, now)}))
    await this.output.table(expiringColumns, credentials, `No credential ends within ${within}`)
    this.#tellOfMore(next)
    if (credentials.length === 0) return {credentials, next}
    this.partialResult = {credentials, next}
    const count = credentials.length === 1 ? '1 credential ends' : `${credentials.length} credentials end`
    throw new KmipctlError('CHECK_FAILED', `${count} within ${within}`, ExitCode.checkFailed, {
      hint: 'Renew with kmipctl cred renew, and revoke what is out of use with kmipctl cred revoke',
    })
  }

  #tellOfMore(next: string | undefined): void {
    if (next !== undefined) this.output.note(`There are more: pass --after ${next}, or a higher --limit`)
  }
}
