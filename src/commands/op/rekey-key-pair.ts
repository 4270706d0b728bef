import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {pairAttributes, pairFlags} from '../../cli/values/pair-flags.ts'
import {pairProtectionStorage, pairStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {UsageError} from '../../errors.ts'
import {ReKeyKeyPair} from '../../kmip/operations/re-key-key-pair.ts'
import type {IdentifierReference} from '../../kmip/schema/identifier.ts'
import {parseSeconds} from '../../notation/date-value.ts'

export type OpRekeyKeyPairResult = OperationResult

export default class OpRekeyKeyPair extends OperationCommand {
  static override summary = 'Replace a key pair by a new one'
  static override description =
    'The new keys have the attributes of the old ones and take over their names. Their dates move by the offset, counted from now to their activation. The private key needs a link to its public key.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c',
    '<%= config.bin %> <%= command.id %> 7f3c --offset 24h --attribute x-team=storage --output id',
  ]
  static override args = {
    id: Args.string({
      required: true,
      description: 'unique identifier of the private key, - for those on standard input',
    }),
  }
  static override flags = {
    output: outputWithIdFlag,
    offset: Flags.string({summary: 'Time until the new keys become active, such as 0 or 24h', helpValue: 'DURATION'}),
    ...pairFlags,
    ...pairStorageFlags,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpRekeyKeyPair)
    const offset = flags.offset === undefined ? undefined : parseSeconds(flags.offset, '--offset')
    const wanted = {offset, ...pairAttributes(flags, new Date()), ...pairProtectionStorage(flags)}
    return this.planEach(args.id, {
      flags,
      operation: ReKeyKeyPair,
      request: (id) => ({
        privateKeyUniqueIdentifier: textOrPlaceholder(id),
        ...wanted,
      }),
    })
  }
}

/** Left out it stands for the ID Placeholder; no version has another word for it here. */
function textOrPlaceholder(id: IdentifierReference | undefined): string | undefined {
  if (id === undefined || typeof id === 'string') return id
  if ('placeholder' in id && id.placeholder === 'IDPlaceholder') return undefined
  throw new UsageError('ID takes a text or @placeholder, for Re-key Key Pair knows no other reference')
}
