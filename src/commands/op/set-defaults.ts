import {Flags} from '@oclif/core'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {ruleFlags, rulesFrom} from '../../cli/client/declared/rule-flags.ts'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {UsageError} from '../../errors.ts'
import {SetDefaults} from '../../kmip/operations/set-defaults.ts'

export type OpSetDefaultsResult = OperationResult

const declared = declaredRequest(SetDefaults, {defaultsInformation: '--defaults'})

export default class OpSetDefaults extends OperationCommand {
  static override summary = 'Set what new objects get by default'
  static override description =
    'These attributes are used where a request that makes an object lacks them. They take the place of the defaults before. --type, --group and --attribute describe the defaults of some objects, --defaults adds those of others. Since KMIP 2.1.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    "<%= config.bin %> <%= command.id %> --type symmetric-key --attribute 'Cryptographic Algorithm=AES' --attribute 'Cryptographic Length=256'",
    "<%= config.bin %> <%= command.id %> --defaults '{Object Types: [Private Key], Attributes: {Cryptographic Length: 3072}}'",
    '<%= config.bin %> <%= command.id %> --none',
  ]
  static override flags = {
    output: outputFlag,
    ...ruleFlags,
    defaults: Flags.string({
      summary: 'Defaults: {Object Types, Object Groups, Attributes} or @FILE; repeat it for several',
      helpValue: 'YAML',
      multiple: true,
      multipleNonGreedy: true,
    }),
    none: Flags.boolean({summary: 'Remove all defaults'}),
  }

  protected async plan() {
    const {flags} = await this.parse(OpSetDefaults)
    const defaults = await rulesFrom(flags, {texts: flags.defaults, setting: '--defaults'})
    if (defaults.length === 0 && !flags.none) {
      throw new UsageError('Missing the defaults', {hint: 'Pass --defaults, --attribute, or --none for none'})
    }
    if (defaults.length > 0 && flags.none) throw new UsageError('Only --none or defaults can be given')
    const given = flags.none ? {} : {defaultsInformation: {'Object Defaults': defaults}}
    return planDeclared(declared, {
      flags,
      given,
      remark: () => (flags.none ? 'There are no defaults now' : 'The defaults are set'),
    })
  }
}
