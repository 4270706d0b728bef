import {Args} from '@oclif/core'
import {listMessageCredentials, type MessageCredentialDescription} from '../../../administration/message-credentials.ts'
import {scopeFlag} from '../../../cli/flags/common-flags.ts'
import {chosenRole, chosenScope} from '../../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../../cli/store-command.ts'
import {messageCredentialColumns, numbered} from '../../../cli/views/message-credential-view.ts'

export interface RoleMessageCredentialListResult {
  readonly credentials: readonly MessageCredentialDescription[]
}

export default class RoleMessageCredentialList extends StoreCommand<RoleMessageCredentialListResult> {
  static override summary = 'List what clients of a role prove themselves with inside of messages'
  static override examples = ['<%= config.bin %> <%= command.id %> app --scope finance']
  static override args = {name: Args.string({description: 'name of the role'})}
  static override flags = {scope: scopeFlag}

  async run(): Promise<RoleMessageCredentialListResult> {
    const {args, flags} = await this.parse(RoleMessageCredentialList)
    const credentials = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const role = await chosenRole(args.name, scope, {store, prompts: this.prompts, setting: 'NAME'})
      return listMessageCredentials(store, {scope, role})
    })
    await this.output.table(messageCredentialColumns, numbered(credentials), 'The role has no message credential')
    return {credentials}
  }
}
