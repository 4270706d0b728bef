import {type AuthorityDescription, listAuthorities} from '../../administration/named-authorities.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {authorityColumns} from '../../cli/views/authority-view.ts'

export interface CaListResult {
  readonly authorities: readonly AuthorityDescription[]
}

export default class CaList extends StoreCommand<CaListResult> {
  static override summary = 'List the certificate authorities'
  static override description =
    "default is the server's own. A number behind a name is that of an earlier generation, which is trusted for clients and signs no more."
  static override examples = ['<%= config.bin %> ca list', '<%= config.bin %> ca list --json']

  async run(): Promise<CaListResult> {
    const {flags} = await this.parse(CaList)
    const now = new Date()
    const authorities = await this.withStore(flags, (store) => listAuthorities(store, now))
    const empty = "There is no authority yet; the server's own is made at first use, others with kmipctl ca generate"
    await this.output.table(authorityColumns(now), authorities, empty)
    return {authorities}
  }
}
