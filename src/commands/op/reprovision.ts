import {Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {readCertificateFiles} from '../../cli/values/certificate-files.ts'
import {certificateRequestFrom} from '../../cli/values/certificate-request-flags.ts'
import {UsageError} from '../../errors.ts'
import {ReProvision} from '../../kmip/operations/re-provision.ts'

export type OpReprovisionResult = OperationResult

export default class OpReprovision extends OperationCommand {
  static override summary = 'Replace the certificate that you connect with'
  static override description =
    'The certificate in use is worthless afterwards: kmipctl serve lets it fetch what takes its place for ten minutes, other servers may not, so let --then get follow. The new one is made of a request, or is the one of a file, or else the server makes a key and a certificate and names the key. Since KMIP 2.0.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --request client.csr --yes --then get --json',
    '<%= config.bin %> <%= command.id %> --certificate new-client.pem --yes --output id',
  ]
  static override flags = {
    output: outputWithIdFlag,
    request: Flags.string({
      summary: 'File with a certificate request (PKCS#10) in PEM or DER, - for standard input',
      helpValue: 'FILE',
      exclusive: ['certificate'],
    }),
    'request-type': Flags.string({
      summary: 'Form of the request: pem, PKCS#10 or CRMF [default: pem or PKCS#10, as the file is]',
      helpValue: 'NAME',
      dependsOn: ['request'],
    }),
    certificate: Flags.string({
      summary: 'File with the certificate to use from now on, in PEM or DER',
      helpValue: 'FILE',
      exclusive: ['request'],
    }),
    yes: yesFlag,
  }

  protected async plan() {
    const {flags} = await this.parse(OpReprovision)
    const {certificateRequest: bytes, certificateRequestType} = await certificateRequestFrom(flags)
    const certificate = await oneCertificate(flags.certificate)
    return planOperation({
      flags,
      operation: ReProvision,
      request: {
        certificateRequest: bytes === undefined ? undefined : {certificateRequestType, certificateRequestValue: bytes},
        certificate,
      },
      question: {message: 'Give up the certificate that this client connects with?', yes: flags.yes},
    })
  }
}

async function oneCertificate(file: string | undefined) {
  if (file === undefined) return undefined
  const [certificate, more] = await readCertificateFiles([file])
  if (certificate === undefined || more !== undefined) {
    throw new UsageError(`The file ${file} holds ${more === undefined ? 'no certificate' : 'several certificates'}`, {
      hint: 'Give the certificate of the client alone',
    })
  }
  return certificate
}
