import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {ticketFlags, ticketFrom} from '../../cli/client/declared/ticket-flags.ts'
import {OperationCommand, type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {Logout} from '../../kmip/operations/logout.ts'

export type OpLogoutResult = OperationResult

const declared = declaredRequest(Logout, {ticket: '--ticket'})

export default class OpLogout extends OperationCommand {
  static override summary = 'Make a ticket worthless'
  static override description = 'The ticket is one that op login or op delegated-login gave. Since KMIP 2.0.'
  static override usage = '<%= command.id %> --ticket FILE [FLAGS]'
  static override examples = ['<%= config.bin %> <%= command.id %> --ticket ticket.bin']
  static override flags = {output: outputFlag, ...ticketFlags}

  protected async plan() {
    const {flags} = await this.parse(OpLogout)
    return planDeclared(declared, {
      flags,
      given: {ticket: await ticketFrom(flags)},
      remark: () => 'The ticket is worthless now',
    })
  }
}
