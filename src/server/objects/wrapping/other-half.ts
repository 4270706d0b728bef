import type {AsymmetricType} from '../../../crypto/keys/asymmetric-format.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {OperationContext} from '../../context.ts'
import {linkedId} from '../links.ts'
import type {ServerObject} from '../server-object.ts'
import {wrappingObject} from './wrapping-object.ts'

const links = {PrivateKey: 'PrivateKeyLink', PublicKey: 'PublicKeyLink'} as const

/** The half of a key pair that does the work, where wrapping information may name either. KMIP 1.4 section 2.1.5. */
export async function otherHalf(
  context: OperationContext,
  named: ServerObject,
  wanted: AsymmetricType,
): Promise<ServerObject> {
  if (named.type === wanted) return named
  const id = linkedId(named, links[wanted])
  if (id !== undefined) return wrappingObject(context, id)
  throw new KmipError('WrappingObjectNotFound', `Wrapping key ${named.id} has no link to its ${wanted}`)
}
