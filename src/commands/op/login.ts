import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {ticketBytes, ticketWords} from '../../cli/client/declared/ticket-request.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {Login} from '../../kmip/operations/login.ts'

export type OpLoginResult = OperationResult

const declared = declaredRequest(Login, ticketWords)

export default class OpLogin extends BytesCommand {
  static override summary = 'Get a ticket that stands for your credentials'
  static override description =
    'Whoever has the ticket may act as you, so it is hidden unless --reveal or --out is given. Since KMIP 2.0.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --lease 8h --out ticket.bin',
    "<%= config.bin %> <%= command.id %> --lease 2027-01-01 --requests 100 --limits '1000 objects' --out ticket.bin",
  ]
  static override flags = {output: outputFlag, ...declared.flags, ...outFlags}

  protected async plan() {
    const {flags} = await this.parse(OpLogin)
    return planDeclared(declared, {flags, bytes: ticketBytes})
  }
}
