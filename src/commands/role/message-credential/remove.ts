import {Args, Flags} from '@oclif/core'
import {
  type MessageCredentialDescription,
  removeMessageCredential,
} from '../../../administration/message-credentials.ts'
import {scopeFlag, yesFlag} from '../../../cli/flags/common-flags.ts'
import {chosenRole, chosenScope} from '../../../cli/questions/scope-and-role.ts'
import {StoreCommand} from '../../../cli/store-command.ts'
import {UsageError} from '../../../errors.ts'

export interface RoleMessageCredentialRemoveResult {
  readonly credentials: readonly MessageCredentialDescription[]
}

export default class RoleMessageCredentialRemove extends StoreCommand<RoleMessageCredentialRemoveResult> {
  static override summary = 'Remove a message credential of a role'
  static override examples = ['<%= config.bin %> <%= command.id %> app --scope finance --number 2']
  static override args = {name: Args.string({description: 'name of the role'})}
  static override flags = {
    scope: scopeFlag,
    number: Flags.integer({summary: 'Its number in the list', helpValue: 'NUMBER', min: 1}),
    yes: yesFlag,
  }

  async run(): Promise<RoleMessageCredentialRemoveResult> {
    const {args, flags} = await this.parse(RoleMessageCredentialRemove)
    const {number} = flags
    if (number === undefined) {
      throw new UsageError('Which message credential shall be removed is not said', {hint: 'Pass --number NUMBER'})
    }
    const credentials = await this.withStore(flags, async (store) => {
      const scope = await chosenScope(flags.scope, {store, prompts: this.prompts, setting: '--scope'})
      const role = await chosenRole(args.name, scope, {store, prompts: this.prompts, setting: 'NAME'})
      await this.confirm(`Remove message credential ${number} of role ${role}?`, flags.yes)
      return removeMessageCredential(store, {scope, role}, number)
    })
    this.output.success(`Removed message credential ${number}`)
    return {credentials}
  }
}
