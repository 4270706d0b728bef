import {Flags} from '@oclif/core'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {ruleFlags, rulesFrom} from '../../cli/client/declared/rule-flags.ts'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {UsageError} from '../../errors.ts'
import {SetConstraints} from '../../kmip/operations/set-constraints.ts'

export type OpSetConstraintsResult = OperationResult

const declared = declaredRequest(SetConstraints, {constraints: '--constraint'})

export default class OpSetConstraints extends OperationCommand {
  static override summary = 'Set the constraints that objects are under'
  static override description =
    'They take the place of those that were there. --type, --group and --attribute describe one constraint, --constraint adds others. Since KMIP 2.1.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    "<%= config.bin %> <%= command.id %> --type symmetric-key --attribute 'Cryptographic Length=256'",
    "<%= config.bin %> <%= command.id %> --constraint '{Object Types: [Private Key], Attributes: {Quantum Safe: true}}'",
    '<%= config.bin %> <%= command.id %> --none',
  ]
  static override flags = {
    output: outputFlag,
    ...ruleFlags,
    constraint: Flags.string({
      summary: 'A constraint: {Object Types, Object Groups, Attributes} or @FILE; repeat it for several',
      helpValue: 'YAML',
      multiple: true,
      multipleNonGreedy: true,
    }),
    none: Flags.boolean({summary: 'Remove all constraints'}),
  }

  protected async plan() {
    const {flags} = await this.parse(OpSetConstraints)
    const constraints = await rulesFrom(flags, {texts: flags.constraint, setting: '--constraint'})
    if (constraints.length === 0 && !flags.none) {
      throw new UsageError('Missing the constraints', {hint: 'Pass --constraint, --attribute, or --none for none'})
    }
    if (constraints.length > 0 && flags.none) throw new UsageError('Only --none or constraints can be given')
    return planDeclared(declared, {
      flags,
      given: {constraints: {Constraint: constraints}},
      remark: () => (flags.none ? 'There are no constraints now' : 'The constraints are set'),
    })
  }
}
