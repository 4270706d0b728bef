import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {protectionStorage, protectionStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {ReKey} from '../../kmip/operations/re-key.ts'
import {parseSeconds} from '../../notation/date-value.ts'

export type OpRekeyResult = OperationResult

export default class OpRekey extends OperationCommand {
  static override summary = 'Replace a symmetric key by a new one'
  static override description =
    'The new key has the attributes of the old one and takes over its names. Its dates move by the offset, counted from now to its activation.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c',
    '<%= config.bin %> <%= command.id %> 7f3c --offset 24h --attribute x-team=storage --output id',
    "<%= config.bin %> <%= command.id %> 7f3c --attribute 'Rotate Automatic=false' --kmip-version 2.1",
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    offset: Flags.string({summary: 'Time until the new key becomes active, such as 0 or 24h', helpValue: 'DURATION'}),
    ...attributeFlags,
    ...protectionStorageFlags,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpRekey)
    const offset = flags.offset === undefined ? undefined : parseSeconds(flags.offset, '--offset')
    const given = attributesFrom(flags, new Date())
    const attributes = given.size === 0 ? undefined : given
    const wanted = {offset, attributes, ...protectionStorage(flags)}
    return this.planEach(args.id, {
      flags,
      operation: ReKey,
      request: (uniqueIdentifier) => ({uniqueIdentifier, ...wanted}),
    })
  }
}
