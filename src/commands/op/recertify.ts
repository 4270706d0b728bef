import {Args, Flags} from '@oclif/core'
import {OperationCommand, type OperationResult, outputWithIdFlag} from '../../cli/client/operation-command.ts'
import {planOperation} from '../../cli/client/operation-plan.ts'
import {attributeFlags, attributesFrom} from '../../cli/values/attribute-flags.ts'
import {
  addSubject,
  certificateRequestFlags,
  certificateRequestFrom,
  subjectInVersion,
} from '../../cli/values/certificate-request-flags.ts'
import {protectionStorage, protectionStorageFlags} from '../../cli/values/protection-storage-flags.ts'
import {ReCertify} from '../../kmip/operations/re-certify.ts'
import {parseIdentifier} from '../../notation/batch-reference.ts'
import {parseSeconds} from '../../notation/date-value.ts'

export type OpRecertifyResult = OperationResult

export default class OpRecertify extends OperationCommand {
  static override summary = 'Renew a certificate for the same key'
  static override description =
    'The new certificate takes over the names of the old one. Its dates move by the offset, counted from now to its activation.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --output id',
    '<%= config.bin %> <%= command.id %> 7f3c --offset 24h',
  ]
  static override args = {id: Args.string({required: true, description: 'unique identifier of the certificate'})}
  static override flags = {
    output: outputWithIdFlag,
    offset: Flags.string({
      summary: 'Time until the new certificate becomes active, such as 0 or 24h',
      helpValue: 'DURATION',
    }),
    'request-id': Flags.string({
      summary: 'Certificate request that the server keeps (KMIP 2.0)',
      helpValue: 'ID',
      exclusive: ['request'],
    }),
    ...certificateRequestFlags,
    ...attributeFlags,
    ...protectionStorageFlags,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpRecertify)
    const offset = flags.offset === undefined ? undefined : parseSeconds(flags.offset, '--offset')
    const given = attributesFrom(flags, new Date())
    addSubject(given, flags)
    const attributes = given.size === 0 ? undefined : given
    const request = await certificateRequestFrom(flags)
    const requestId = flags['request-id']
    return planOperation({
      flags,
      operation: ReCertify,
      request: {
        uniqueIdentifier: this.identifier(args.id),
        certificateRequestUniqueIdentifier:
          requestId === undefined ? undefined : parseIdentifier(requestId, '--request-id'),
        ...request,
        offset,
        attributes,
        ...protectionStorage(flags),
      },
      inVersion: subjectInVersion,
    })
  }
}
