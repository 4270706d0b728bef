import type {AttributeSet} from '../../../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import type {OperationContext} from '../../context.ts'
import {addLink} from '../links.ts'
import {keepCertificates} from './found-certificates.ts'
import {openedContainer} from './opened-container.ts'

/**
 * The object as it is kept: of a PKCS#12 container the private key, while its certificates become objects of their own
 * that the key is linked to; every other object as it is. KMIP 1.4 sections 3.45 and 4.3.
 */
export async function unpacked(
  context: OperationContext,
  sent: ManagedObject,
  attributes: AttributeSet,
): Promise<ManagedObject> {
  const container = await openedContainer(context, sent, attributes)
  if (container === undefined) return sent
  const friendlyName = attributes.get('PKCS_12FriendlyName')
  const certificate = await keepCertificates(context, container.certificates, friendlyName)
  if (certificate !== undefined) addLink({attributes}, 'PKCS_12CertificateLink', certificate)
  return container.content
}
