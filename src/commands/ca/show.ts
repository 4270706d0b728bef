import {Args} from '@oclif/core'
import {issuingAuthority, joinPem} from '../../administration/authorities.ts'
import {type AuthorityDescription, showAuthority} from '../../administration/named-authorities.ts'
import {type CertificateDescription, describeCertificate} from '../../ca/certificate.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {authorityFacts, certificateFacts} from '../../cli/views/authority-view.ts'

export interface CaShowResult {
  readonly authority: AuthorityDescription
  /** The issuing authority first, the root last. */
  readonly chain: readonly (CertificateDescription & {readonly certificatePem: string})[]
  readonly pem: string
}

export default class CaShow extends StoreCommand<CaShowResult> {
  static override summary = "Show a certificate authority: the server's own, made at first use, or one by name"
  static override description =
    'The chain goes to standard output in PEM, for clients to trust; what it says goes to standard error.'
  static override examples = [
    '<%= config.bin %> ca show > ca.pem',
    '<%= config.bin %> ca show corporate',
    '<%= config.bin %> ca show --json',
  ]
  static override args = {name: Args.string({description: 'name of the authority', default: 'default'})}

  async run(): Promise<CaShowResult> {
    const {args, flags} = await this.parse(CaShow)
    const now = new Date()
    const authority = await this.withStore(flags, async (store) => {
      if (args.name === 'default') await issuingAuthority(store, {now})
      return showAuthority(store, args.name, now)
    })
    const {chainPem} = authority
    const chain = chainPem.map((certificatePem) => ({...describeCertificate(certificatePem), certificatePem}))
    const pem = joinPem(chainPem)
    this.output.facts(authorityFacts(authority), ...chain.map(certificateFacts))
    this.output.data(pem.trimEnd())
    return {authority, chain, pem}
  }
}
