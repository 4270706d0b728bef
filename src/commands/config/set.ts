import {Args} from '@oclif/core'
import {authorityKeyAdvice} from '../../administration/authority-key-advice.ts'
import {configurationAdvice} from '../../administration/configuration-advice.ts'
import {
  configurationNames,
  defaultConfiguration,
  updateConfiguration,
  vaultForm,
} from '../../administration/server-configuration.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {parseAssignments} from '../../cli/values/assignments.ts'
import {configurationColumns, configurationRows} from '../../cli/views/configuration-view.ts'

export interface ConfigSetResult {
  /** Under Vault's names, with Vault's types. */
  readonly configuration: Readonly<Record<string, unknown>>
  /** What is better looked at. */
  readonly warnings: readonly string[]
}

const defaults = vaultForm(defaultConfiguration)
const names = configurationNames
  .map((name) => `  ${name}  (${[defaults[name]].flat().join(',') || 'empty'})`)
  .join('\n')

export default class ConfigSet extends StoreCommand<ConfigSetResult> {
  static override summary = 'Change the configuration of the server'
  static override description = `A server that runs obeys within a second or two: what needs another listener gets one, and connections that are not concerned stay. Lists are written with commas, durations as 90s or in seconds, TLS versions as tls12; listen_addrs=none leaves only the listeners that have names.

Parameters and their defaults:
${names}`
  static override examples = [
    '<%= config.bin %> config set listen_addrs=0.0.0.0:5696 server_hostnames=kms.example.com',
    '<%= config.bin %> config set default_tls_client_ttl=30d tls_min_version=tls13',
    '<%= config.bin %> config set tls_ca_key_type=rsa tls_ca_key_bits=3072',
  ]
  static override strict = false
  static override args = {
    assignment: Args.string({name: 'KEY=VALUE...', description: 'parameters and their new values', required: true}),
  }

  async run(): Promise<ConfigSetResult> {
    const {argv, flags} = await this.parse(ConfigSet)
    const values = parseAssignments(argv.map(String), 'listen_addrs=0.0.0.0:5696')
    const {configuration, advice} = await this.withStore(flags, async (store) => {
      const next = await updateConfiguration(store, values)
      const keyAdvice = await store.read(({administration}) => authorityKeyAdvice(administration))
      return {configuration: next, advice: [...configurationAdvice(next), ...keyAdvice]}
    })
    await this.output.table(
      configurationColumns,
      configurationRows(configuration).filter(({name}) => Object.hasOwn(values, name)),
      'Nothing changed',
    )
    for (const {problem, hint} of advice) this.output.warning(`${problem}. ${hint}`)
    return {configuration: vaultForm(configuration), warnings: advice.map(({problem}) => problem)}
  }
}
