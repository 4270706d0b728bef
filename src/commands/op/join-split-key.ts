import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {readIdentifiers} from '../../cli/values/identifiers.ts'
import {protectionStorage, protectionStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {JoinSplitKey} from '../../kmip/operations/join-split-key.ts'
import {ObjectType, SecretDataType} from '../../kmip/spec/enumerations.ts'
import {parseIdentifier} from '../../notation/batch-reference.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

export type OpJoinSplitKeyResult = OperationResult

export default class OpJoinSplitKey extends OperationCommand {
  static override summary = 'Have the parts of a split key joined'
  static override description = 'The parts stay as they are. As many are needed as their threshold says.'
  static override usage = '<%= command.id %> ID... [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c 81aa 90be --name payroll',
    '<%= config.bin %> <%= command.id %> - --type secret --secret-type seed < parts.txt',
  ]
  // oclif has no argument that repeats
  static override strict = false
  static override args = {
    id: Args.string({required: true, description: 'unique identifiers of the parts, - for those on standard input'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    type: Flags.string({
      summary: 'What the parts form: symmetric, secret, private, public or opaque',
      helpValue: 'TYPE',
      default: 'symmetric',
    }),
    'secret-type': Flags.string({summary: 'Kind of secret data: password or seed', helpValue: 'NAME'}),
    ...attributeFlags,
    ...protectionStorageFlags,
  }

  protected override get takesPlaceholder() {
    return false
  }

  protected async plan() {
    const {args, argv, flags} = await this.parse(OpJoinSplitKey)
    const {'secret-type': secretType} = flags
    return planOperation({
      flags,
      operation: JoinSplitKey,
      request: {
        objectType: parseEnumeration(ObjectType, flags.type, '--type'),
        uniqueIdentifier: args.id === '-' ? await readIdentifiers() : argv.map((id) => parseIdentifier(String(id))),
        secretDataType:
          secretType === undefined ? undefined : parseEnumeration(SecretDataType, secretType, '--secret-type'),
        attributes: attributesFrom(flags, new Date()),
        ...protectionStorage(flags),
      },
    })
  }
}
