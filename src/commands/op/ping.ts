import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {Ping} from '../../kmip/operations/ping.ts'

export type OpPingResult = OperationResult

export default class OpPing extends OperationCommand {
  static override summary = 'Ask whether the server is alive'
  static override description =
    'Since KMIP 2.1. Of older servers op discover-versions does the same. --json tells how long it took.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --timeout 2s']
  static override flags = {output: outputFlag}

  protected async plan() {
    const {flags} = await this.parse(OpPing)
    return planOperation({flags, operation: Ping, request: {}, remark: () => 'The server is alive'})
  }
}
