import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {parseLongInteger} from '../../notation/number-value.ts'
import {GetUsageAllocation} from '../../kmip/operations/get-usage-allocation.ts'

export type OpGetUsageAllocationResult = OperationResult

export default class OpGetUsageAllocation extends OperationCommand {
  static override summary = 'Take some of what the usage limits allow'
  static override description =
    'What is taken counts as used, in the unit of the Usage Limits: bytes, objects or operations.'
  static override usage = '<%= command.id %> ID --count NUMBER [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> 7f3c --count 1000']
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    count: Flags.string({summary: 'How much is needed', helpValue: 'NUMBER', required: true}),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpGetUsageAllocation)
    const usageLimitsCount = parseLongInteger(flags.count, '--count')
    return this.planEach(args.id, {
      flags,
      operation: GetUsageAllocation,
      request: (uniqueIdentifier) => ({
        uniqueIdentifier,
        usageLimitsCount,
      }),
    })
  }
}
