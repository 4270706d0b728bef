import {Args} from '@oclif/core'
import {revokeToken, type TokenDescription} from '../../administration/tokens.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type TokenRevokeResult = TokenDescription

export default class TokenRevoke extends StoreCommand<TokenRevokeResult> {
  static override summary = 'End a token and those that were made with it, from the next request on'
  static override examples = ['<%= config.bin %> token revoke 0a1b2c3d4e5f607182']
  static override args = {accessor: Args.string({required: true, description: 'accessor, see token list'})}

  async run(): Promise<TokenRevokeResult> {
    const {args, flags} = await this.parse(TokenRevoke)
    const revoked = await this.withStore(flags, (store) => revokeToken(store, args.accessor, new Date()))
    this.output.success(`Revoked token ${revoked.accessor} (${revoked.displayName})`)
    return revoked
  }
}
