import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {GetConstraints} from '../../kmip/operations/get-constraints.ts'

export type OpGetConstraintsResult = OperationResult

export default class OpGetConstraints extends OperationCommand {
  static override summary = 'Show the constraints that objects are under'
  static override description = 'kmipctl op set-constraints sets them. Since KMIP 2.1.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --output xml']
  static override flags = {output: outputFlag}

  protected async plan() {
    const {flags} = await this.parse(OpGetConstraints)
    return planOperation({flags, operation: GetConstraints, request: {}})
  }
}
