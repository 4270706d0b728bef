import {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import type {OperationContext} from '../../context.ts'
import {describeCertificate} from '../certificates/certificate-attributes.ts'
import {completeAttributes} from '../creation/creation.ts'
import {newServerObject} from '../server-object.ts'

/**
 * Keeps the certificates that came with a private key, each with a PKCS#12 Certificate Link to the one above it; gives
 * the identifier of the key's own, which has the key's friendly name.
 */
export async function keepCertificates(
  context: OperationContext,
  certificates: readonly Uint8Array[],
  friendlyName: string | undefined,
): Promise<string | undefined> {
  let above: string | undefined
  for (const [position, certificateValue] of [...certificates.entries()].toReversed()) {
    const value = {certificateType: 'X_509', certificateValue} as const
    const attributes = new AttributeSet()
    describeCertificate(attributes, value, 'found')
    if (position === 0 && friendlyName !== undefined) attributes.set('PKCS_12FriendlyName', friendlyName)
    if (above !== undefined) attributes.add('Link', {linkType: 'PKCS_12CertificateLink', linkedObjectIdentifier: above})
    above = await completeAttributes(context, attributes, {type: 'Certificate', generated: false})
    await context.objects.insert(newServerObject(above, attributes, {type: 'Certificate', value}))
  }
  return above
}
