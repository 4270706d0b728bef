import {issuingAuthority, joinPem} from '../../administration/authorities.ts'
import {type CertificateDescription, describeCertificate} from '../../ca/certificate.ts'
import {StoreCommand} from '../../cli/store-command.ts'
import {authorityFacts} from '../../cli/views/authority-view.ts'

export interface CaShowResult {
  /** The issuing authority first, the root last. */
  readonly chain: readonly (CertificateDescription & {readonly certificatePem: string})[]
  readonly pem: string
}

export default class CaShow extends StoreCommand<CaShowResult> {
  static override summary = 'Show the certificate authorities of the store, made at first use'
  static override description =
    'The chain goes to standard output in PEM, for clients to trust; what it says goes to standard error.'
  static override examples = ['<%= config.bin %> ca show > ca.pem', '<%= config.bin %> ca show --json']

  async run(): Promise<CaShowResult> {
    const {flags} = await this.parse(CaShow)
    const {chainPem} = await this.withStore(flags, (store) => issuingAuthority(store, {now: new Date()}))
    const chain = chainPem.map((certificatePem) => ({...describeCertificate(certificatePem), certificatePem}))
    const pem = joinPem(chainPem)
    this.output.facts(...chain.map(authorityFacts))
    this.output.data(pem.trimEnd())
    return {chain, pem}
  }
}
