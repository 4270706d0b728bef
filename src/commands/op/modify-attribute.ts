import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {parseAssignment} from '../../notation/attribute-assignment.ts'
import {ModifyAttribute} from '../../kmip/operations/modify-attribute.ts'

export type OpModifyAttributeResult = OperationResult

export default class OpModifyAttribute extends OperationCommand {
  static override summary = 'Change the value of an attribute'
  static override description =
    'Of an attribute with several values, --index tells which one up to KMIP 1.4, and --current since KMIP 2.0.'
  static override usage = '<%= command.id %> ID ATTRIBUTE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c x-team=db',
    '<%= config.bin %> <%= command.id %> 7f3c Name=payroll-2027 --index 1',
    '<%= config.bin %> <%= command.id %> 7f3c Name=payroll-2027 --current Name=payroll-2026 --kmip-version 2.1',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
    attribute: Args.string({required: true, description: 'NAME=VALUE with the new value'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    index: Flags.integer({summary: 'Position of the value, from 0', helpValue: 'NUMBER', min: 0}),
    current: Flags.string({summary: 'The value to replace', helpValue: 'NAME=VALUE', exclusive: ['index']}),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpModifyAttribute)
    const {index, current} = flags
    const now = new Date()
    const newAttribute = parseAssignment(args.attribute, 'ATTRIBUTE', {now, index})
    const currentAttribute = current === undefined ? undefined : parseAssignment(current, '--current', {now})
    return this.planEach(args.id, {
      flags,
      operation: ModifyAttribute,
      request: (uniqueIdentifier) => ({
        uniqueIdentifier,
        newAttribute,
        currentAttribute,
      }),
    })
  }
}
