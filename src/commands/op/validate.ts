import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {readCertificateFiles} from '../../cli/values/certificate-files.ts'
import {UsageError} from '../../errors.ts'
import {Validate} from '../../kmip/operations/validate.ts'
import {parseIdentifier} from '../../notation/batch-reference.ts'
import {parseDate} from '../../notation/date-value.ts'

export type OpValidateResult = OperationResult

export default class OpValidate extends OperationCommand {
  static override summary = 'Let the server validate a certificate chain'
  static override description =
    'The chain is made of registered certificates, by their identifiers, and of those in files. The exit status is 6 unless the server finds it valid.'
  static override usage = '<%= command.id %> [ID...] [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c 9a01',
    '<%= config.bin %> <%= command.id %> --file chain.pem --date 2027-01-01',
  ]
  static override strict = false
  static override args = {id: Args.string({description: 'unique identifiers of certificates'})}
  static override flags = {
    output: outputFlag,
    file: Flags.string({
      summary: 'File with certificates in PEM, or one in DER; repeat it for several',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    date: Flags.string({summary: 'When they have to be valid [default: now]', helpValue: 'DATE'}),
  }

  protected async plan() {
    const {argv, flags} = await this.parse(OpValidate)
    const {file: files = [], date} = flags
    const uniqueIdentifier = argv.map((id) => parseIdentifier(String(id)))
    if (uniqueIdentifier.length === 0 && files.length === 0) {
      throw new UsageError('Missing the certificates', {hint: 'Pass their identifiers, or files with --file'})
    }
    return planOperation({
      flags,
      operation: Validate,
      request: {
        certificate: await readCertificateFiles(files),
        uniqueIdentifier,
        validityDate: date === undefined ? undefined : parseDate(date, '--date', new Date()),
      },
      complaint: ({validityIndicator}) =>
        validityIndicator === 'Valid'
          ? undefined
          : `The certificate chain is ${String(validityIndicator).toLowerCase()}`,
    })
  }
}
