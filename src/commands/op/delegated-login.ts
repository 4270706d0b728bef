import {Flags} from '@oclif/core'
import {BytesCommand} from '../../cli/client/bytes-command.ts'
import {outFlags} from '../../cli/client/bytes-output.ts'
import {declaredRequest} from '../../cli/client/declared/declared-request.ts'
import {planDeclared} from '../../cli/client/declared/plan-declared.ts'
import {rightsFrom} from '../../cli/client/declared/rights-value.ts'
import {ticketBytes, ticketWords} from '../../cli/client/declared/ticket-request.ts'
import {type OperationResult, outputFlag} from '../../cli/client/operation-command.ts'
import {DelegatedLogin} from '../../kmip/operations/delegated-login.ts'

export type OpDelegatedLoginResult = OperationResult

const declared = declaredRequest(DelegatedLogin, {...ticketWords, rights: '--right'})

const repeated = {multiple: true, multipleNonGreedy: true} as const

export default class OpDelegatedLogin extends BytesCommand {
  static override summary = 'Get a ticket for some of your rights'
  static override description =
    'Whoever has the ticket may do what one of its rights allows. --operation, --object and --group describe one right, in which what is not named is free; --right adds others. The ticket is hidden unless --reveal or --out is given. Since KMIP 2.0.'
  static override usage = '<%= command.id %> [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --operation get --operation locate --object 7f3c --lease 1h --out ticket.bin',
    "<%= config.bin %> <%= command.id %> --right '{Operations: [Get], Object Groups: [web]}' --right '{Operations: [Locate]}' --kmip-version 2.1",
  ]
  static override flags = {
    output: outputFlag,
    operation: Flags.string({
      summary: 'Operation that is allowed; repeat it for several',
      helpValue: 'NAME',
      ...repeated,
    }),
    object: Flags.string({
      summary: 'Object that it is allowed on; repeat it for several',
      helpValue: 'ID',
      ...repeated,
    }),
    group: Flags.string({
      summary: 'Object group of such objects; repeat it (KMIP 2.1)',
      helpValue: 'TEXT',
      ...repeated,
    }),
    right: Flags.string({
      summary: 'A right: {Operations, Objects, Object Groups, Usage Limits} or @FILE; repeat it for several',
      helpValue: 'YAML',
      ...repeated,
    }),
    ...declared.flags,
    ...outFlags,
  }

  protected async plan() {
    const {flags} = await this.parse(OpDelegatedLogin)
    return planDeclared(declared, {flags, given: {rights: await rightsFrom(flags)}, bytes: ticketBytes})
  }
}
