import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {parseAssignment} from '../../notation/attribute-assignment.ts'
import {parseAttributeKey} from '../../notation/attribute-key.ts'
import {DeleteAttribute} from '../../kmip/operations/delete-attribute.ts'

export type OpDeleteAttributeResult = OperationResult

export default class OpDeleteAttribute extends OperationCommand {
  static override summary = 'Remove an attribute from an object'
  static override description =
    'Of an attribute with several values, --index tells which one up to KMIP 1.4; since KMIP 2.0, NAME=VALUE removes one and NAME all.'
  static override usage = '<%= command.id %> ID ATTRIBUTE [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c x-team',
    "<%= config.bin %> <%= command.id %> 7f3c 'Object Group' --index 1",
    '<%= config.bin %> <%= command.id %> 7f3c Name=payroll-2026 --kmip-version 2.1',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
    attribute: Args.string({required: true, description: 'NAME, or NAME=VALUE'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    index: Flags.integer({summary: 'Position of the value, from 0', helpValue: 'NUMBER', min: 0}),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpDeleteAttribute)
    const attribute = args.attribute.includes('=')
      ? {currentAttribute: parseAssignment(args.attribute, 'ATTRIBUTE', {now: new Date()})}
      : {attributeReference: parseAttributeKey(args.attribute)}
    return this.planEach(args.id, {
      flags,
      operation: DeleteAttribute,
      request: (uniqueIdentifier) => ({
        uniqueIdentifier,
        ...attribute,
        attributeIndex: flags.index,
      }),
    })
  }
}
