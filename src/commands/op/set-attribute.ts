import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {SetAttribute} from '../../kmip/operations/set-attribute.ts'
import {parseAssignment} from '../../notation/attribute-assignment.ts'

export type OpSetAttributeResult = OperationResult

export default class OpSetAttribute extends OperationCommand {
  static override summary = 'Set an attribute, whether there is one or not'
  static override description =
    'It is added where the object has none, and changed where it has one value. Servers refuse it where there are several: see op modify-attribute. Since KMIP 2.0.'
  static override usage = '<%= command.id %> ID ATTRIBUTE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c x-team=storage',
    "<%= config.bin %> <%= command.id %> 7f3c 'Rotate Interval=90d' --kmip-version 2.1",
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
    attribute: Args.string({required: true, description: 'NAME=VALUE'}),
  }
  static override flags = {output: outputWithIdFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpSetAttribute)
    const newAttribute = parseAssignment(args.attribute, 'ATTRIBUTE', {now: new Date()})
    return this.planEach(args.id, {
      flags,
      operation: SetAttribute,
      request: (uniqueIdentifier) => ({uniqueIdentifier, newAttribute}),
    })
  }
}
