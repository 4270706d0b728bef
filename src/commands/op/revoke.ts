import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {yesFlag} from '../../cli/flags/common-flags.ts'
import {parseDate} from '../../notation/date-value.ts'
import {parseEnumeration} from '../../notation/enumeration-value.ts'
import {Revoke} from '../../kmip/operations/revoke.ts'
import {RevocationReasonCode} from '../../kmip/spec/enumerations.ts'

export type OpRevokeResult = OperationResult

export default class OpRevoke extends OperationCommand {
  static override summary = 'Revoke an object'
  static override description =
    'It is deactivated, or compromised where the reason says so. There is no way back: what was active will never protect anything again.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --reason cessation-of-operation --yes',
    "<%= config.bin %> <%= command.id %> 7f3c --reason key-compromise --message 'Laptop stolen' --compromise-date 2026-03-01 --yes",
  ]
  static override asks = ['reason']
  static override args = {
    id: Args.string({required: true, description: 'unique identifier, - for those on standard input'}),
  }
  static override flags = {
    output: outputWithIdFlag,
    reason: Flags.string({summary: 'Such as key-compromise or superseded', default: 'unspecified', helpValue: 'NAME'}),
    message: Flags.string({summary: 'The reason in words', helpValue: 'TEXT'}),
    'compromise-date': Flags.string({summary: 'When it was compromised, as now, -3d or a date', helpValue: 'DATE'}),
    yes: yesFlag,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpRevoke)
    const revocationReasonCode = parseEnumeration(RevocationReasonCode, flags.reason, '--reason')
    const revocationReason = {revocationReasonCode, revocationMessage: flags.message}
    const date = flags['compromise-date']
    const compromiseOccurrenceDate = date === undefined ? undefined : parseDate(date, '--compromise-date', new Date())
    return this.planEach(args.id, {
      flags,
      operation: Revoke,
      request: (uniqueIdentifier) => ({
        uniqueIdentifier,
        revocationReason,
        compromiseOccurrenceDate,
      }),
      question: {message: `Revoke ${this.objectOf(args.id)}? There is no way back`, yes: flags.yes},
    })
  }
}
