import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {Recover} from '../../kmip/operations/recover.ts'

export type OpRecoverResult = OperationResult

export default class OpRecover extends OperationCommand {
  static override summary = 'Bring an archived object back'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c',
    '<%= config.bin %> op locate --storage archival --output id | <%= config.bin %> <%= command.id %> -',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {output: outputWithIdFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpRecover)
    return this.planEach(args.id, {flags, operation: Recover, request: (uniqueIdentifier) => ({uniqueIdentifier})})
  }
}
