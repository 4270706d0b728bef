import {Flags} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {hashParameters} from '../../cli/values/hash-flag.ts'
import {streamFlags, streamHint, streamRequest} from '../../cli/values/stream-flags.ts'
import {Hash} from '../../kmip/operations/hash.ts'

export type OpHashResult = OperationResult

export default class OpHash extends BytesCommand {
  static override summary = 'Let the server hash data'
  static override description = 'The data come from a flag or from standard input.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --data-file report.pdf',
    '<%= config.bin %> <%= command.id %> --hash SHA3-512 --data abc --out digest.bin',
  ]
  static override flags = {
    output: outputFlag,
    hash: Flags.string({
      summary: 'Hashing algorithm, such as SHA3-256 or SHAKE-128',
      helpValue: 'NAME',
      default: 'SHA-256',
    }),
    ...batchDataFlags,
    ...streamFlags,
    ...outFlags,
  }

  protected async plan() {
    const {flags} = await this.parse(OpHash)
    return planOperation({
      flags,
      operation: Hash,
      request: {
        cryptographicParameters: hashParameters(flags.hash),
        data: await readDataReference(flags),
        ...streamRequest(flags),
      },
      remark: streamHint,
      bytes: {of: ({data}) => data ?? new Uint8Array()},
    })
  }
}
