import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {batchDataFlags, readDataReference} from '../../cli/values/data-flags.ts'
import {RNGSeed} from '../../kmip/operations/rng-seed.ts'

export type OpRngSeedResult = OperationResult

export default class OpRngSeed extends OperationCommand {
  static override summary = 'Offer a seed to the random number generator'
  static override description =
    'The seed comes from a flag or from standard input. The answer says how many bytes of it the server uses; many use none.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --data-file seed.bin',
    'head -c 32 /dev/urandom | <%= config.bin %> <%= command.id %>',
  ]
  static override flags = {output: outputFlag, ...batchDataFlags}

  protected async plan() {
    const {flags} = await this.parse(OpRngSeed)
    return planOperation({flags, operation: RNGSeed, request: {data: await readDataReference(flags)}})
  }
}
