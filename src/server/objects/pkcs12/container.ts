import {encodePkcs12} from '../../../ca/pkcs12-encode.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {ManagedObject} from '../../../kmip/objects/managed-object.ts'
import type {OperationContext} from '../../context.ts'
import {keyObjectOf} from '../asymmetric-material.ts'
import {contentOf, type ServerObject} from '../server-object.ts'
import {certificateChain} from './certificate-chain.ts'
import {containerPassword} from './password.ts'

/** KMIP 1.4 section 3.45. */
const usualFriendlyName = 'alias'

/**
 * A private key with its certificates in a container that the linked password protects. The container is the Key Value
 * itself, which nothing describes but the format. KMIP 1.4 section 4.11.
 */
export async function pkcs12Container(context: OperationContext, object: ServerObject): Promise<ManagedObject> {
  const privateKey = privateKeyOf(object)
  const password = await containerPassword(context, object.attributes)
  const [certificateDer = new Uint8Array(0), ...chainDer] = await certificateChain(context, object, privateKey)
  const friendlyName = object.attributes.get('PKCS_12FriendlyName') ?? usualFriendlyName
  const privateKeyDer = privateKey.export({type: 'pkcs8', format: 'der'})
  const bytes = await context.outside(`PKCS#12 of ${object.id}`, () =>
    encodePkcs12({privateKeyDer, certificateDer, chainDer, password, friendlyName}),
  )
  return {
    type: 'PrivateKey',
    value: {keyBlock: {keyFormatType: 'PKCS_12', keyValue: {kind: 'wrapped', bytes}}},
  }
}

function privateKeyOf(object: ServerObject) {
  const content = contentOf(object)
  const key =
    content.type === 'PrivateKey' ? keyObjectOf(content.type, content.value.keyBlock, object.attributes) : undefined
  if (key !== undefined) return key
  throw new KmipError(
    'KeyFormatTypeNotSupported',
    `The ${object.type} ${object.id} cannot be had as PKCS#12, only Private Keys whose value is at hand can`,
  )
}
