import {Args} from '@oclif/core'
import type {AuthorityDescription} from '../../administration/named-authorities.ts'
import {retirable, retireAuthority} from '../../administration/retire-authority.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {affectedText} from '../../cli/views/authority-view.ts'

export interface CaRetireResult {
  readonly retired: readonly AuthorityDescription[]
}

export default class CaRetire extends StoreCommand<CaRetireResult> {
  static override summary = 'End the trust in earlier generations of a certificate authority'
  static override description =
    'Credentials that they issued stop working, from the next request on. With a name alone all generations but the one that issues are retired.'
  static override examples = [
    '<%= config.bin %> ca retire corporate/1 --yes',
    '<%= config.bin %> ca retire default --yes',
  ]
  static override args = {name: Args.string({description: 'name of the authority, or NAME/GENERATION', required: true})}
  static override flags = {yes: yesFlag}

  async run(): Promise<CaRetireResult> {
    const {args, flags} = await this.parse(CaRetire)
    const request = {name: args.name, now: new Date()}
    const retired = await this.withStore(flags, async (store) => {
      await this.confirm(`End the trust in ${summaryOf(await retirable(store, request))}?`, flags.yes)
      return retireAuthority(store, request)
    })
    this.output.success(`Retired ${summaryOf(retired)}`)
    return {retired}
  }
}

function summaryOf(retired: readonly AuthorityDescription[]): string {
  const credentials = retired.reduce((sum, one) => sum + one.credentials, 0)
  return retired.map(({name}) => name).join(', ') + affectedText(credentials)
}
