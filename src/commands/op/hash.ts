import {Flags} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {streamFlags, streamHint, streamRequest} from '../../cli/values/stream-flags.ts'
import {Hash} from '../../kmip/operations/hash.ts'
import {HashingAlgorithm} from '../../kmip/spec/enumerations.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'

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
    hash: Flags.string({summary: 'Hashing algorithm', helpValue: 'NAME', default: 'SHA-256'}),
    ...batchDataFlags,
    ...streamFlags,
    ...outFlags,
  }

  protected async plan() {
    const {flags} = await this.parse(OpHash)
    const hashingAlgorithm = parseEnumeration(HashingAlgorithm, flags.hash, '--hash')
    return planOperation({
      flags,
      operation: Hash,
      request: {
        cryptographicParameters: {hashingAlgorithm},
        data: await readDataReference(flags),
        ...streamRequest(flags),
      },
      remark: streamHint,
      bytes: {of: ({data}) => data ?? new Uint8Array()},
    })
  }
}
