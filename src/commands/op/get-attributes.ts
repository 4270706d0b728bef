import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {UsageError} from '../../errors.ts'
import {parseAttributeKey} from '../../notation/attribute-key.ts'
import {GetAttributes} from '../../kmip/operations/get-attributes.ts'

export type OpGetAttributesResult = OperationResult

export default class OpGetAttributes extends OperationCommand {
  static override summary = 'Show all or some attributes of an object'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c',
    "<%= config.bin %> <%= command.id %> 7f3c State 'Cryptographic Usage Mask' x-team",
  ]
  static override usage = '<%= command.id %> ID [NAME...] [FLAGS]'
  // oclif has no argument that repeats
  static override strict = false
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
    name: Args.string({description: 'name of an attribute; there may be several'}),
  }
  static override flags = {
    output: outputFlag,
    attribute: Flags.string({
      summary: 'Name of an attribute, as the further arguments; repeat it for several',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  /** Nobody calls an object State. */
  protected override isIdentifier(word: string): boolean {
    try {
      parseAttributeKey(word)
      return false
    } catch (error) {
      if (error instanceof UsageError) return true
      throw error
    }
  }

  protected async plan() {
    const {args, argv, flags} = await this.parse(OpGetAttributes)
    const names = [...argv.slice(1).map(String), ...(flags.attribute ?? [])]
    const attributeReferences = names.map((name) => parseAttributeKey(name))
    return this.planEach(args.id, {
      flags,
      operation: GetAttributes,
      request: (uniqueIdentifier) => ({
        uniqueIdentifier,
        attributeReferences,
      }),
    })
  }
}
