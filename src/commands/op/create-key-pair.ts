import {Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {pairAttributes, pairFlags} from '../../cli/values/pair-flags.ts'
import {pairProtectionStorage, pairStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {Activate} from '../../kmip/operations/activate.ts'
import {CreateKeyPair} from '../../kmip/operations/create-key-pair.ts'

export type OpCreateKeyPairResult = OperationResult

export default class OpCreateKeyPair extends OperationCommand {
  static override summary = 'Let the server create a private and a public key'
  static override description =
    'Without flags they are RSA keys of 2048 bits for signatures. They can be used once they are active: with --activate, or an activation date.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --private-name signing --public-name signing-public --activate',
    '<%= config.bin %> <%= command.id %> --algorithm EC --curve P-256 --deactivation-date +365d',
    '<%= config.bin %> <%= command.id %> --algorithm RSA --length 3072 --private-usage decrypt --public-usage encrypt --output id',
  ]
  static override flags = {
    output: outputWithIdFlag,
    ...pairFlags,
    ...pairStorageFlags,
    activate: Flags.boolean({summary: 'Activate both by further requests', exclusive: ['activation-date']}),
  }

  async run(): Promise<OpCreateKeyPairResult> {
    const {flags} = await this.parse(OpCreateKeyPair)
    const {algorithm = flags.curve === undefined ? 'RSA' : 'EC'} = flags
    const length = flags.length ?? (algorithm.toUpperCase() === 'RSA' ? 2048 : undefined)
    const usages = {
      'private-usage': flags['private-usage'] ?? 'sign',
      'public-usage': flags['public-usage'] ?? 'verify',
    }
    const attributes = pairAttributes({...flags, ...usages, algorithm, length}, new Date())
    const request = {...attributes, ...pairProtectionStorage(flags)}
    return this.withClient(flags, async (client) => {
      const {response, result} = await this.perform(client, flags, CreateKeyPair, request)
      this.partialResult = result
      if (!flags.activate) return result
      for (const uniqueIdentifier of [response.privateKeyUniqueIdentifier, response.publicKeyUniqueIdentifier]) {
        await this.call(client, flags, Activate, {uniqueIdentifier})
        this.output.success(`Activated ${uniqueIdentifier}`)
      }
      return result
    })
  }
}
