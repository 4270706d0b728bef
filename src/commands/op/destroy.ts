import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {Destroy} from '../../kmip/operations/destroy.ts'

export type OpDestroyResult = OperationResult

export default class OpDestroy extends OperationCommand {
  static override summary = 'Destroy the value of an object for ever'
  static override description =
    'Servers refuse it for active objects: revoke them first. The attributes of a destroyed object stay.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --yes',
    '<%= config.bin %> op locate --group test --output id | <%= config.bin %> <%= command.id %> - --yes',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {output: outputWithIdFlag, yes: yesFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpDestroy)
    return this.planEach(args.id, {
      flags,
      operation: Destroy,
      request: (uniqueIdentifier) => ({uniqueIdentifier}),
      question: {message: `Destroy ${this.objectOf(args.id)} for ever?`, yes: flags.yes},
    })
  }
}
