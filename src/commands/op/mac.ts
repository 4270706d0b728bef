import {Args} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {macFlags, macParameters} from '../../cli/values/mac-flags.ts'
import {streamFlags, streamHint, streamRequest} from '../../cli/values/stream-flags.ts'
import {MAC} from '../../kmip/operations/mac.ts'

export type OpMacResult = OperationResult

export default class OpMac extends BytesCommand {
  static override summary = 'Have a message authentication code made'
  static override description =
    'The data come from a flag or from standard input. Without flags the parameters or the algorithm of the key decide: an AES key makes a CMAC.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --algorithm HMAC-SHA256 --data-file report.pdf --out report.mac',
    "<%= config.bin %> <%= command.id %> 7f3c --mode CMAC --data 'a message'",
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier of the key'})}
  static override flags = {output: outputFlag, ...batchDataFlags, ...macFlags, ...streamFlags, ...outFlags}

  protected async plan() {
    const {args, flags} = await this.parse(OpMac)
    return planOperation({
      flags,
      operation: MAC,
      request: {
        uniqueIdentifier: this.identifier(args.id),
        cryptographicParameters: macParameters(flags),
        data: await readDataReference(flags),
        ...streamRequest(flags),
      },
      remark: streamHint,
      bytes: {of: ({macData}) => macData ?? new Uint8Array()},
    })
  }
}
