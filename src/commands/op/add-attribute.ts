import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {parseAssignment} from '../../notation/attribute-assignment.ts'
import {AddAttribute} from '../../kmip/operations/add-attribute.ts'

export type OpAddAttributeResult = OperationResult

export default class OpAddAttribute extends OperationCommand {
  static override summary = 'Add an attribute, or one more value of it'
  static override usage = '<%= command.id %> ID ATTRIBUTE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c Name=payroll-2026',
    "<%= config.bin %> <%= command.id %> 7f3c 'x-count(integer)=5'",
    "<%= config.bin %> <%= command.id %> 7f3c 'Application Specific Information=ssl:www.example.com'",
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
    attribute: Args.string({required: true, description: 'NAME=VALUE'}),
  }
  static override flags = {output: outputWithIdFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpAddAttribute)
    const newAttribute = parseAssignment(args.attribute, 'ATTRIBUTE', {now: new Date()})
    return this.planEach(args.id, {
      flags,
      operation: AddAttribute,
      request: (uniqueIdentifier) => ({uniqueIdentifier, newAttribute}),
    })
  }
}
