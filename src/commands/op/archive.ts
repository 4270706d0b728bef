import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {Archive} from '../../kmip/operations/archive.ts'

export type OpArchiveResult = OperationResult

export default class OpArchive extends OperationCommand {
  static override summary = 'Archive an object, until it is recovered'
  static override description = 'Nothing but its recovery is possible then.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c',
    '<%= config.bin %> op locate --state deactivated --output id | <%= config.bin %> <%= command.id %> -',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {output: outputWithIdFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpArchive)
    return this.planEach(args.id, {flags, operation: Archive, request: (uniqueIdentifier) => ({uniqueIdentifier})})
  }
}
