import {readConfiguration, vaultForm} from '../../administration/server-configuration.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {configurationColumns, configurationRows} from '../../cli/views/configuration-view.ts'

export interface ConfigShowResult {
  /** Under Vault's names, with Vault's types. */
  readonly configuration: Readonly<Record<string, unknown>>
  /** Names of those that are not at their defaults. */
  readonly changed: readonly string[]
}

export default class ConfigShow extends StoreCommand<ConfigShowResult> {
  static override summary = 'Show the configuration of the server'
  static override description = 'Flags and environment of a server that runs may decide otherwise; its log says so.'
  static override examples = ['<%= config.bin %> config show', '<%= config.bin %> config show --json']

  async run(): Promise<ConfigShowResult> {
    const {flags} = await this.parse(ConfigShow)
    const configuration = await this.withStore(flags, (store) =>
      store.read(({administration}) => readConfiguration(administration)),
    )
    const rows = configurationRows(configuration)
    await this.output.table(configurationColumns, rows, 'There is no configuration')
    const changed = rows.filter(({isDefault}) => !isDefault).map(({name}) => name)
    return {configuration: vaultForm(configuration), changed}
  }
}
