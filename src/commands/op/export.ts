import {Args} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {bytesInForm, formFlags} from '../../cli/flags/form-flags.ts'
import {retrievalFlags, retrievalFrom} from '../../cli/values/retrieval-flags.ts'
import {Export} from '../../kmip/operations/export.ts'

export type OpExportResult = OperationResult

export default class OpExport extends BytesCommand {
  static override summary = 'Fetch an object with all its attributes'
  static override description =
    'Key material is shown as its length and the start of its SHA-256, unless --reveal or --out is given.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c',
    '<%= config.bin %> <%= command.id %> 7f3c --wrap-with 9a01 --out wrapped.key',
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier'})}
  static override flags = {output: outputWithIdFlag, ...retrievalFlags, ...outFlags, ...formFlags}

  protected async plan() {
    const {args, flags} = await this.parse(OpExport)
    return planOperation({
      flags,
      operation: Export,
      request: {uniqueIdentifier: this.identifier(args.id), ...retrievalFrom(flags)},
      bytes: await bytesInForm(flags),
    })
  }
}
