import type {CredentialDescription} from '../../administration/credential-description.ts'
import {listCredentials} from '../../administration/credentials.ts'
import {roleFlag, scopeFlag} from '../../cli/flags/common-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {credentialColumns} from '../../cli/views/credential-view.ts'

export interface CredListResult {
  readonly credentials: readonly CredentialDescription[]
}

export default class CredList extends StoreCommand<CredListResult> {
  static override summary = 'List credentials: all, those of a scope, or those of a role'
  static override examples = [
    '<%= config.bin %> cred list',
    '<%= config.bin %> cred list --scope finance',
    '<%= config.bin %> cred list --scope finance --role app --json',
  ]
  static override flags = {scope: scopeFlag, role: roleFlag}

  async run(): Promise<CredListResult> {
    const {flags} = await this.parse(CredList)
    const filter = {scope: flags.scope, role: flags.role}
    const credentials = await this.withStore(flags, (store) => listCredentials(store, filter, new Date()))
    await this.output.table(
      credentialColumns,
      credentials,
      'There is no credential; make one with kmipctl cred generate',
    )
    return {credentials}
  }
}
