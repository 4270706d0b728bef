import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {ObtainLease} from '../../kmip/operations/obtain-lease.ts'

export type OpObtainLeaseResult = OperationResult

export default class OpObtainLease extends OperationCommand {
  static override summary = 'Learn how long an object may be used'
  static override description = 'After that the server has to be asked again.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> 7f3c']
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {output: outputFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpObtainLease)
    return this.planEach(args.id, {flags, operation: ObtainLease, request: (uniqueIdentifier) => ({uniqueIdentifier})})
  }
}
