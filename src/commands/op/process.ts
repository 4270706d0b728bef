import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {Process} from '../../kmip/operations/process.ts'
import {parseHex} from '../../notation/bytes-value.ts'

export type OpProcessResult = OperationResult

export default class OpProcess extends OperationCommand {
  static override summary = 'Have an asynchronous request carried out now'
  static override description = 'The next op poll for it has the answer. Since KMIP 2.1.'
  static override usage = '<%= command.id %> VALUE [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> 2f9c1e0b5d8a4c67b3e1f0a9d8c7b6a50000']
  static override args = {
    value: Args.string({required: true, description: 'asynchronous correlation value in hexadecimal'}),
  }
  static override flags = {output: outputFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpProcess)
    return planOperation({
      flags,
      operation: Process,
      request: {asynchronousCorrelationValue: parseHex(args.value, 'VALUE')},
      remark: () => 'It is carried out: get the answer with kmipctl op poll',
    })
  }
}
