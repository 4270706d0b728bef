import {Flags} from '@oclif/core'
import {createToken, type TokenDescription} from '../../administration/tokens.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {tokenFacts} from '../../cli/views/token-view.ts'

export interface TokenCreateResult extends TokenDescription {
  /** Shown here and kept nowhere. */
  readonly token: string
}

export default class TokenCreate extends StoreCommand<TokenCreateResult> {
  static override summary = "Make a token for Vault's API (kmipctl serve --vault-api)"
  static override description =
    'The token is shown once; the store keeps its hash. With --scope it reaches the roles and credentials of that scope and nothing else. Tokens that are made with it through the API end with it.'
  static override examples = [
    '<%= config.bin %> token create --name terraform --ttl 8h',
    '<%= config.bin %> token create --scope finance --ttl 30d --json',
    'export VAULT_TOKEN=$(<%= config.bin %> token create --ttl 1h)',
  ]
  static override flags = {
    name: Flags.string({summary: 'Name, for lists and the journal', helpValue: 'NAME', default: 'token'}),
    scope: Flags.string({summary: 'The one scope that it is for; everything without', helpValue: 'SCOPE', char: 's'}),
    ttl: durationFlag({summary: 'Lifetime; without it the token lasts until it is revoked'}),
  }

  async run(): Promise<TokenCreateResult> {
    const {flags} = await this.parse(TokenCreate)
    const {scope, ttl: ttlSeconds, name: displayName} = flags
    const {token, description} = await this.withStore(flags, (store) =>
      createToken(store, {displayName, scope, ttlSeconds, now: new Date()}),
    )
    this.output.facts(tokenFacts(description))
    this.output.data(token)
    return {...description, token}
  }
}
