import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {Activate} from '../../kmip/operations/activate.ts'

export type OpActivateResult = OperationResult

export default class OpActivate extends OperationCommand {
  static override summary = 'Activate an object, so that it can be used'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c',
    '<%= config.bin %> op locate --state pre-active --output id | <%= config.bin %> <%= command.id %> -',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {output: outputWithIdFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpActivate)
    return this.planEach(args.id, {flags, operation: Activate, request: (uniqueIdentifier) => ({uniqueIdentifier})})
  }
}
