import {listTokens, type TokenDescription} from '../../administration/tokens.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {tokenColumns} from '../../cli/views/token-view.ts'

export interface TokenListResult {
  readonly tokens: readonly TokenDescription[]
}

export default class TokenList extends StoreCommand<TokenListResult> {
  static override summary = 'List the tokens that can be used, without what they are'
  static override examples = ['<%= config.bin %> token list', '<%= config.bin %> token list --json']

  async run(): Promise<TokenListResult> {
    const {flags} = await this.parse(TokenList)
    const tokens = await this.withStore(flags, (store) => listTokens(store, new Date()))
    await this.output.table(tokenColumns, tokens, 'There is no token; make one with kmipctl token create')
    return {tokens}
  }
}
