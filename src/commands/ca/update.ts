import {Args} from '@oclif/core'
import {describeMapping} from '../../administration/authority-mapping.ts'
import {type AuthorityDescription, updateAuthorityMapping} from '../../administration/named-authorities.ts'
import {mappingChoice, mappingFlags} from '../../cli/flags/mapping-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'

export type CaUpdateResult = AuthorityDescription

export default class CaUpdate extends StoreCommand<CaUpdateResult> {
  static override summary = 'Change which scope and role the clients of an imported authority have'
  static override description =
    'What is not mentioned stays. Running servers obey from the next request on, also on connections that are open.'
  static override examples = [
    '<%= config.bin %> ca update corporate --scope finance',
    '<%= config.bin %> ca update corporate --scope-field O --role-field UID',
  ]
  static override args = {name: Args.string({description: 'name of the authority', required: true})}
  static override flags = mappingFlags

  async run(): Promise<CaUpdateResult> {
    const {args, flags} = await this.parse(CaUpdate)
    const authority = await this.withStore(flags, (store) =>
      updateAuthorityMapping(store, {name: args.name, mapping: mappingChoice(flags)}),
    )
    this.output.success(`Updated the certificate authority ${args.name}: ${describeMapping(authority.mapping ?? {})}`)
    return authority
  }
}
