import {Args} from '@oclif/core'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
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
  static override flags = {output: outputFlag}

  protected async plan() {
    const {args, argv, flags} = await this.parse(OpGetAttributes)
    const attributeReferences = argv.slice(1).map((name) => parseAttributeKey(String(name)))
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
