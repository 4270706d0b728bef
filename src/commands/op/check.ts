import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {parseSeconds} from '../../notation/date-value.ts'
import {parseMask} from '../../notation/mask-value.ts'
import {parseLongInteger} from '../../notation/number-value.ts'
import {Check} from '../../kmip/operations/check.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'

export type OpCheckResult = OperationResult

export default class OpCheck extends OperationCommand {
  static override summary = 'Ask whether an object may be used so'
  static override description =
    'The server refuses when something of what is asked for is not allowed. Nothing is taken or changed.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --usage encrypt,decrypt',
    '<%= config.bin %> <%= command.id %> 7f3c --count 1000 --lease 1h',
  ]
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    usage: Flags.string({summary: 'Uses between commas, such as encrypt,decrypt', helpValue: 'NAMES'}),
    count: Flags.string({summary: 'Usage that has to be left', helpValue: 'NUMBER'}),
    lease: Flags.string({summary: 'Lease that has to be possible, such as 1h', helpValue: 'DURATION'}),
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpCheck)
    const {usage, count, lease} = flags
    const wanted = {
      cryptographicUsageMask: usage === undefined ? undefined : parseMask(CryptographicUsageMask, usage, '--usage'),
      usageLimitsCount: count === undefined ? undefined : parseLongInteger(count, '--count'),
      leaseTime: lease === undefined ? undefined : parseSeconds(lease, '--lease'),
    }
    return this.planEach(args.id, {
      flags,
      operation: Check,
      request: (uniqueIdentifier) => ({uniqueIdentifier, ...wanted}),
    })
  }
}
