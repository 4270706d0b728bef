import {Args} from '@oclif/core'
import {type AuthorityDescription, deletableAuthority, deleteAuthority} from '../../administration/named-authorities.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {affectedText} from '../../cli/views/authority-view.ts'

export type CaDeleteResult = AuthorityDescription

export default class CaDelete extends StoreCommand<CaDeleteResult> {
  static override summary = 'Delete a certificate authority with its earlier generations'
  static override description =
    'Refused while a role or listener uses it. What it issued is trusted no more, from the next request on.'
  static override examples = ['<%= config.bin %> ca delete corporate --yes']
  static override args = {name: Args.string({description: 'name of the authority', required: true})}
  static override flags = {yes: yesFlag}

  async run(): Promise<CaDeleteResult> {
    const {args, flags} = await this.parse(CaDelete)
    const authority = await this.withStore(flags, async (store) => {
      const {credentials} = await deletableAuthority(store, args.name)
      await this.confirm(`Delete the certificate authority ${args.name}${affectedText(credentials)}?`, flags.yes)
      return deleteAuthority(store, args.name)
    })
    this.output.success(`Deleted the certificate authority ${args.name}${affectedText(authority.credentials)}`)
    return authority
  }
}
