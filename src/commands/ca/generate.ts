import {Args, Flags} from '@oclif/core'
import {type AuthorityDescription, generateAuthority} from '../../administration/named-authorities.ts'
import {durationFlag} from '../../cli/flags/duration-flag.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {dateText} from '../../cli/views/date-text.ts'

export type CaGenerateResult = AuthorityDescription

export default class CaGenerate extends StoreCommand<CaGenerateResult> {
  static override summary = 'Make a certificate authority under a name'
  static override description =
    'It issues for the roles that name it (kmipctl role update --ca) and the certificates of listeners that name it. Its private key stays sealed in the store.'
  static override examples = [
    '<%= config.bin %> ca generate corporate --key-type ec --key-bits 256 --ttl 365d',
    '<%= config.bin %> ca generate appliances --key-type rsa --key-bits 3072',
  ]
  static override args = {name: Args.string({description: 'name of the authority', required: true})}
  static override flags = {
    'key-type': Flags.option({summary: 'Kind of key', options: ['ec', 'rsa'] as const, default: 'ec' as const})(),
    'key-bits': Flags.integer({
      summary: 'Size of the key: 256, 384 or 521 for ec, 2048, 3072 or 4096 for rsa',
      description: 'Default: 256 for ec, 3072 for rsa.',
      helpValue: 'BITS',
    }),
    ttl: durationFlag({summary: 'Lifetime of its certificate, such as 365d (default)'}),
  }

  async run(): Promise<CaGenerateResult> {
    const {args, flags} = await this.parse(CaGenerate)
    const keyType = flags['key-type']
    const authority = await this.withStore(flags, (store) =>
      generateAuthority(store, {
        name: args.name,
        keyType,
        keyBits: flags['key-bits'] ?? (keyType === 'ec' ? 256 : 3072),
        ttlSeconds: flags.ttl,
        now: new Date(),
      }),
    )
    this.output.success(`Made the certificate authority ${authority.name}`)
    this.output.note(`  It expires on ${dateText(authority.notAfter)}`)
    this.output.note(`  Next: kmipctl role update ROLE --scope SCOPE --ca ${authority.name}`)
    return authority
  }
}
