import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {parseHex} from '../../notation/bytes-value.ts'
import {Cancel} from '../../kmip/operations/cancel.ts'

export type OpCancelResult = OperationResult

export default class OpCancel extends OperationCommand {
  static override summary = 'Cancel an asynchronous request'
  static override description = 'The result tells whether it could be canceled, or how it had ended before.'
  static override usage = '<%= command.id %> VALUE [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> 2f9c1e0b5d8a4c67b3e1f0a9d8c7b6a50000']
  static override args = {
    value: Args.string({required: true, description: 'asynchronous correlation value in hexadecimal'}),
  }
  static override flags = {output: outputFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpCancel)
    return planOperation({
      flags,
      operation: Cancel,
      request: {asynchronousCorrelationValue: parseHex(args.value, 'VALUE')},
    })
  }
}
