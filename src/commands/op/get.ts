import {Args} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {bytesInForm, formFlags} from '../../cli/flags/form-flags.ts'
import {retrievalFlags, retrievalFrom} from '../../cli/values/retrieval-flags.ts'
import {Get} from '../../kmip/operations/get.ts'

export type OpGetResult = OperationResult

export default class OpGet extends BytesCommand {
  static override summary = 'Fetch an object, with its key material'
  static override description =
    'Key material is shown as its length and the start of its SHA-256, unless --reveal or --out is given.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --out payroll.key',
    '<%= config.bin %> <%= command.id %> 7f3c --format raw --reveal',
    '<%= config.bin %> <%= command.id %> 7f3c --as pem --out server-key.pem',
    '<%= config.bin %> <%= command.id %> 7f3c --wrap-with 9a01 --wrap-encoding no-encoding --out wrapped.key',
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier'})}
  static override flags = {output: outputWithIdFlag, ...retrievalFlags, ...outFlags, ...formFlags}

  protected async plan() {
    const {args, flags} = await this.parse(OpGet)
    return planOperation({
      flags,
      operation: Get,
      request: {uniqueIdentifier: this.identifier(args.id), ...retrievalFrom(flags)},
      bytes: await bytesInForm(flags),
    })
  }
}
