import {Flags} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {streamFlags, streamRequest} from '../../cli/values/stream-flags.ts'
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

  async run(): Promise<OpHashResult> {
    const {flags} = await this.parse(OpHash)
    const hashingAlgorithm = parseEnumeration(HashingAlgorithm, flags.hash, '--hash')
    const {result} = await this.fetchBytes(flags, {
      operation: Hash,
      request: {
        cryptographicParameters: {hashingAlgorithm},
        data: await readDataReference(flags),
        ...streamRequest(flags),
      },
      bytesOf: ({data}) => data ?? new Uint8Array(),
    })
    return result
  }
}
