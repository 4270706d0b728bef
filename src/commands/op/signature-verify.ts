import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {readInput} from '../../cli/files/input-file.ts'
import {signatureFlags, signatureRequest} from '../../cli/values/signature-flags.ts'
import {isUnfinished, streamHint} from '../../cli/values/stream-flags.ts'
import {UsageError} from '../../errors.ts'
import {SignatureVerify} from '../../kmip/operations/signature-verify.ts'
import {parseHex} from '../../notation/bytes-value.ts'

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
    'signature-hex': Flags.string({
      summary: 'The signature in hexadecimal',
      helpValue: 'HEX',
      exclusive: ['signature-file'],
    }),
    'signature-file': Flags.string({
      summary: 'File with the signature',
      helpValue: 'FILE',
      exclusive: ['signature-hex'],
    }),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpSignatureVerify)
    const signatureData = await readSignature(flags['signature-hex'], flags['signature-file'])
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

async function readSignature(hex: string | undefined, file: string | undefined): Promise<Uint8Array> {
  if (hex !== undefined) return parseHex(hex, '--signature-hex')
  if (file !== undefined) return readInput(file)
  throw new UsageError('Missing the signature', {hint: 'Pass --signature-hex or --signature-file'})
}
