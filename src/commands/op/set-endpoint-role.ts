import {Args} from '@oclif/core'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {SetEndpointRole} from '../../kmip/operations/set-endpoint-role.ts'

export type OpSetEndpointRoleResult = OperationResult

const declared = declaredRequest(SetEndpointRole, {endpointRole: 'ROLE'})

export default class OpSetEndpointRole extends OperationCommand {
  static override summary = 'Ask the server to change sides'
  static override description =
    'The role is that of the other side, and holds for the connection, which ends with the command: what the answer tells is whether the server would. Since KMIP 2.0.'
  static override usage = '<%= command.id %> ROLE [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> client']
  static override args = {role: Args.string({required: true, description: 'client or server'})}
  static override flags = {output: outputFlag}

  protected async plan() {
    const {args, flags} = await this.parse(OpSetEndpointRole)
    return planDeclared(declared, {flags, given: {endpointRole: args.role}})
  }
}
