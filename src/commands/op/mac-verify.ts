import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {macFlags, macParameters} from '../../cli/values/mac-flags.ts'
import {isUnfinished, streamFlags, streamHint, streamRequest} from '../../cli/values/stream-flags.ts'
import {encodedFlags, readEncoded} from '../../cli/values/encoded-flags.ts'
import {UsageError} from '../../errors.ts'
import {MACVerify} from '../../kmip/operations/mac-verify.ts'

export type OpMacVerifyResult = OperationResult

export default class OpMacVerify extends OperationCommand {
  static override summary = 'Have a MAC verified'
  static override description =
    'The MAC, a message authentication code, is that of the data when the key is the right one. The data come from a flag or from standard input. The exit status is 6 when the code is not that of the data.'
  static override usage = '<%= command.id %> ID --mac-hex HEX [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --algorithm HMAC-SHA256 --data-file report.pdf --mac-hex 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    "<%= config.bin %> <%= command.id %> 7f3c --mode CMAC --data 'a message' --mac-hex 070a16b46b4d4144f79bdd9dd04a287c",
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier of the key'})}
  static override flags = {
    output: outputFlag,
    ...batchDataFlags,
    ...macFlags,
    ...streamFlags,
    ...encodedFlags('mac', 'The code'),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpMacVerify)
    const macData = await readEncoded(flags, 'mac')
    if (macData === undefined) {
      throw new UsageError('Missing the code', {hint: 'Pass --mac-hex, --mac-base64 or --mac-file'})
    }
    return planOperation({
      flags,
      operation: MACVerify,
      request: {
        uniqueIdentifier: this.identifier(args.id),
        cryptographicParameters: macParameters(flags),
        macData,
        data: await readDataReference(flags),
        ...streamRequest(flags),
      },
      remark: streamHint,
      complaint: ({validityIndicator}) =>
        validityIndicator === 'Valid' || isUnfinished(flags)
          ? undefined
          : 'The code is not that of the data under this key',
    })
  }
}
