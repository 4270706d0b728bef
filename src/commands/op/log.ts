import {Args} from '@oclif/core'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {Log} from '../../kmip/operations/log.ts'

export type OpLogResult = OperationResult

const declared = declaredRequest(Log, {logMessage: 'MESSAGE'})

export default class OpLog extends OperationCommand {
  static override summary = "Write a message to the server's log"
  static override description = 'Since KMIP 2.0.'
  static override usage = '<%= command.id %> MESSAGE [FLAGS]'
  static override examples = ["<%= config.bin %> <%= command.id %> 'Rotation of the storage keys begins'"]
  static override args = {message: Args.string({required: true, description: 'what to write'})}
  static override flags = {output: outputFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpLog)
    return planDeclared(declared, {flags, given: {logMessage: args.message}, remark: () => 'The message is written'})
  }
}
