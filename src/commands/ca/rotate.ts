import {Args} from '@oclif/core'
import type {AuthorityDescription} from '../../administration/named-authorities.ts'
import {rotateAuthority} from '../../administration/rotate-authority.ts'
import {keyFlags} from '../../cli/flags/key-flags.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {dateText} from '../../cli/views/date-text.ts'

export type CaRotateResult = AuthorityDescription

export default class CaRotate extends StoreCommand<CaRotateResult> {
  static override summary = 'Let a new generation of a certificate authority issue, while the old one is still trusted'
  static override description = `Credentials and server certificates come from the new generation from now on; running servers show such a certificate at once. Credentials of the old one go on working until it is retired (kmipctl ca retire) or they end. Clients that know only the old one go on verifying the server, since its certificate for the new one is shown to them.

The server's own hierarchy (default) gets the key that tls_ca_key_type and tls_ca_key_bits of the configuration say, others the kind of key they had, for as long as they had.`
  static override examples = [
    '<%= config.bin %> ca rotate',
    '<%= config.bin %> ca rotate corporate',
    '<%= config.bin %> ca rotate corporate --key-type ec --key-bits 384 --ttl 730d',
  ]
  static override args = {name: Args.string({description: 'name of the authority', default: 'default'})}
  static override flags = keyFlags

  async run(): Promise<CaRotateResult> {
    const {args, flags} = await this.parse(CaRotate)
    const authority = await this.withStore(flags, (store) =>
      rotateAuthority(store, {
        name: args.name,
        keyType: flags['key-type'],
        keyBits: flags['key-bits'],
        ttlSeconds: flags.ttl,
        now: new Date(),
      }),
    )
    const {name, generation, notAfter} = authority
    this.output.success(`Generation ${generation} of the certificate authority ${name} issues from now on`)
    this.output.note(`  It expires on ${dateText(notAfter)}`)
    this.output.note(`  Give clients the new authority: kmipctl ca show ${name} > ca.pem`)
    this.output.note(`  When they have new credentials: kmipctl ca retire ${name}/${generation - 1}`)
    return authority
  }
}
