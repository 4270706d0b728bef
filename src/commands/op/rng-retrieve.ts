import {Args} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {parseInteger} from '../../notation/number-value.ts'
import {RNGRetrieve} from '../../kmip/operations/rng-retrieve.ts'

export type OpRngRetrieveResult = OperationResult

export default class OpRngRetrieve extends BytesCommand {
  static override summary = 'Get random bytes of the server'
  static override description = 'They may become a key, so they are hidden unless --reveal or --out is given.'
  static override usage = '<%= command.id %> BYTES [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 32 --out seed.bin',
    '<%= config.bin %> <%= command.id %> 16 --reveal',
  ]
  static override args = {bytes: Args.string({required: true, description: 'how many'})}
  static override flags = {output: outputFlag, ...outFlags}

  protected async plan() {
    const {args, flags} = await this.parse(OpRngRetrieve)
    return planOperation({
      flags,
      operation: RNGRetrieve,
      request: {dataLength: parseInteger(args.bytes, 'BYTES')},
      bytes: {of: ({data}) => data ?? new Uint8Array(), secret: 'Output'},
    })
  }
}
