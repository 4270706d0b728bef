import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {encodedFlags, readEncoded} from '../../cli/values/encoded-flags.ts'
import {signatureFlags, signatureRequest} from '../../cli/values/signature-flags.ts'
import {isUnfinished, streamHint} from '../../cli/values/stream-flags.ts'
import {UsageError} from '../../errors.ts'
import {SignatureVerify} from '../../kmip/operations/signature-verify.ts'

export type OpSignatureVerifyResult = OperationResult

export default class OpSignatureVerify extends OperationCommand {
  static override summary = 'Let the server verify a signature'
  static override description =
    'The data come from a flag or from standard input. The exit status is 6 when the signature is not that of the data.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --hash SHA-256 --data-file report.pdf --signature-file report.sig',
    "<%= config.bin %> <%= command.id %> 7f3c --hash SHA-256 --padding PSS --data 'a message' --signature-hex 3045…",
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier of the public key'})}
  static override flags = {
    output: outputFlag,
    ...signatureFlags,
    ...encodedFlags('signature', 'The signature'),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpSignatureVerify)
    const signatureData = await readEncoded(flags, 'signature')
    if (signatureData === undefined) {
      throw new UsageError('Missing the signature', {
        hint: 'Pass --signature-hex, --signature-base64 or --signature-file',
      })
    }
    return planOperation({
      flags,
      operation: SignatureVerify,
      request: {uniqueIdentifier: this.identifier(args.id), ...(await signatureRequest(flags)), signatureData},
      remark: streamHint,
      complaint: ({validityIndicator}) =>
        validityIndicator === 'Valid' || isUnfinished(flags)
          ? undefined
          : 'The signature is not that of the data under this key',
    })
  }
}
