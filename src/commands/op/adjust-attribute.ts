import {Args, Flags} from '@oclif/core'
import {adjustmentValue} from '../../cli/client/declared/adjustment-value.ts'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {AdjustAttribute} from '../../kmip/operations/adjust-attribute.ts'
import {AdjustmentType} from '../../kmip/spec/enumerations.ts'
import {parseAttributeKey} from '../../notation/attribute-key.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

export type OpAdjustAttributeResult = OperationResult

export default class OpAdjustAttribute extends OperationCommand {
  static override summary = 'Add to an attribute, subtract, or negate it'
  static override description =
    'Numbers, intervals and dates are incremented and decremented, by 1 or a second without --by; numbers and booleans are negated. Since KMIP 2.0.'
  static override usage = '<%= command.id %> ID NAME --adjustment NAME [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c x-count --adjustment increment',
    "<%= config.bin %> <%= command.id %> 7f3c 'Deactivation Date' --adjustment increment --by 30d",
    "<%= config.bin %> <%= command.id %> 7f3c 'Quantum Safe' --adjustment negate",
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
    name: Args.string({required: true, description: 'name of the attribute'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    adjustment: Flags.string({summary: 'increment, decrement or negate', helpValue: 'NAME', required: true}),
    by: Flags.string({summary: 'How much, as the attribute is written; 1h and the like for dates', helpValue: 'VALUE'}),
    'by-type': Flags.string({
      summary: 'Type of a custom attribute: integer, long-integer or interval [default: integer]',
      helpValue: 'TYPE',
      dependsOn: ['by'],
    }),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpAdjustAttribute)
    const attributeReference = parseAttributeKey(args.name)
    const {by, 'by-type': type} = flags
    const adjustment = {
      attributeReference,
      adjustmentType: parseEnumeration(AdjustmentType, flags.adjustment, '--adjustment'),
      adjustmentValue: by === undefined ? undefined : adjustmentValue(attributeReference, by, type),
    }
    return this.planEach(args.id, {
      flags,
      operation: AdjustAttribute,
      request: (uniqueIdentifier) => ({uniqueIdentifier, ...adjustment}),
    })
  }
}
