import {describeCertificate} from '../ca/certificate.ts'
import {ClientCommand} from '../cli/client/client-command.ts'
import {durationFlag} from '../cli/flags/duration-flag.ts'
import {dateText} from '../cli/views/date-text.ts'
import {durationText} from '../cli/views/duration-text.ts'
import {identityFacts, type OwnCertificate, ownCertificateFacts, serverFacts} from '../cli/views/whoami-view.ts'
import {type AskedIdentity, askIdentity} from '../client/ask-identity.ts'
import {ExitCode, KmipctlError} from '../errors.ts'

export interface WhoamiResult extends AskedIdentity {
  /** Null where none is presented. */
  readonly certificate: OwnCertificate | null
}

export default class Whoami extends ClientCommand<WhoamiResult> {
  static override summary = 'Show who the server takes this client for, and what it may do'
  static override description =
    "The client's certificate and its end, the server's certificate and names, the highest version of KMIP that both know, and what the server says of itself; a server of kmipctl also tells scope, role and what the role allows. Asks by Discover Versions and Query and changes nothing. Exit status 6 means that the certificate ends within --warn."
  static override examples = ['<%= config.bin %> whoami', '<%= config.bin %> whoami --profile finance --warn 7d --json']
  static override flags = {
    warn: durationFlag({summary: "End with exit status 6 if the client's certificate ends within this time"}),
  }

  async run(): Promise<WhoamiResult> {
    const {flags} = await this.parse(Whoami)
    const now = new Date()
    const {result, connection} = await this.withClient(flags, async (client, opened) => {
      const asked = await this.waiting(flags, () => askIdentity(client, {signal: this.signal}))
      const certificate = opened.certificatePem === undefined ? null : ownCertificate(opened.certificatePem, now)
      return {result: {...asked, certificate}, connection: opened.describe()}
    })
    this.output.keyValues([
      ...ownCertificateFacts(result.certificate),
      ...serverFacts(connection),
      ...identityFacts(result),
    ])
    const {certificate} = result
    if (flags.warn === undefined || certificate === null) return result
    if (certificate.notAfter.getTime() - now.getTime() > flags.warn * 1000) return result
    this.partialResult = result
    throw new KmipctlError(
      'CHECK_FAILED',
      `The client certificate ends within ${durationText(flags.warn)}, on ${dateText(certificate.notAfter)}`,
      ExitCode.checkFailed,
      {hint: 'Get another one, from a server of kmipctl with kmipctl cred renew'},
    )
  }
}

function ownCertificate(pem: string, now: Date): OwnCertificate {
  const {subject, issuer, serialNumber, notAfter} = describeCertificate(pem)
  return {
    subject,
    issuer,
    serialNumber,
    notAfter,
    daysLeft: Math.floor((notAfter.getTime() - now.getTime()) / 86_400_000),
  }
}
