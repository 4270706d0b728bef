import {Args} from '@oclif/core'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {Interop} from '../../kmip/operations/interop.ts'

export type OpInteropResult = OperationResult

const declared = declaredRequest(Interop, {
  interopFunction: 'FUNCTION',
  interopIdentifier: {flag: 'identifier', summary: 'Name of the test case, such as BL-M-1-21'},
})

export default class OpInterop extends OperationCommand {
  static override summary = 'Tell a test server where a test case begins'
  static override description =
    'begin and end stand around the requests of a test case, reset brings the server back to where it was before. Servers in use have no such operation. Since KMIP 2.0.'
  static override usage = '<%= command.id %> FUNCTION --identifier TEXT [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> begin --identifier BL-M-1-21',
    '<%= config.bin %> <%= command.id %> end --identifier BL-M-1-21',
  ]
  static override args = {function: Args.string({required: true, description: 'begin, end or reset'})}
  static override flags = {output: outputFlag, ...declared.flags}

  protected async plan() {
    const {args, flags} = await this.parse(OpInterop)
    return planDeclared(declared, {flags, given: {interopFunction: args.function}, remark: () => 'The server knows'})
  }
}
