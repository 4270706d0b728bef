import {Args} from '@oclif/core'
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
import {Certify} from '../../kmip/operations/certify.ts'

export type OpCertifyResult = OperationResult

export default class OpCertify extends OperationCommand {
  static override summary = 'Have a certificate made of a key or request'
  static override description =
    'The subject is that of the certificate request, or of --subject, or else the name of the key. The certificate is valid between its activation and deactivation dates. kmipctl op get fetches it.'
  static override usage = '<%= command.id %> ID [FLAGS]'
  static override examples = [
    '<%= config.bin %> <%= command.id %> 7f3c --subject CN=web,O=Example --name web --output id',
    '<%= config.bin %> <%= command.id %> 7f3c --request web.csr --deactivation-date +90d',
  ]
  static override args = {
    id: Args.string({
      required: true,
      description: 'unique identifier of the public key, or since KMIP 2.0 of the certificate request',
    }),
  }
  static override flags = {
    output: outputWithIdFlag,
    ...certificateRequestFlags,
    ...attributeFlags,
    ...protectionStorageFlags,
  }

  protected async plan() {
    const {args, flags} = await this.parse(OpCertify)
    const attributes = attributesFrom(flags, new Date())
    if (!attributes.has('CertificateType')) attributes.set('CertificateType', 'X_509')
    addSubject(attributes, flags)
    const request = await certificateRequestFrom(flags)
    return planOperation({
      flags,
      operation: Certify,
      request: {
        uniqueIdentifier: this.identifier(args.id),
        ...request,
        attributes,
        ...protectionStorage(flags),
      },
      inVersion: subjectInVersion,
    })
  }
}
