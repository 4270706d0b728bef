import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {GetAttributeList} from '../../kmip/operations/get-attribute-list.ts'

export type OpGetAttributeListResult = OperationResult

export default class OpGetAttributeList extends OperationCommand {
  static override summary = 'List which attributes an object has'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> 7f3c']
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {output: outputFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpGetAttributeList)
    return this.planEach(args.id, {
      flags,
      operation: GetAttributeList,
      request: (uniqueIdentifier) => ({uniqueIdentifier}),
    })
  }
}
