import {createPrivateKey, createPublicKey} from 'node:crypto'
import {readCertificate} from '../../ca/certificate.ts'
import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import type {ManagedObject} from '../../kmip/objects/managed-object.ts'
import type {KeyBlock} from '../../kmip/objects/key-block.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import {registered} from '../certification/certificate-list.ts'
import type {OperationContext} from '../context.ts'
import {certificateFieldsOf} from '../objects/certificates/certificate-attributes.ts'
import {completeAttributes} from '../objects/creation/creation.ts'
import {completeKeyBlock, describeContent} from '../objects/creation/registration.ts'
import {setLink} from '../objects/links.ts'
import {newServerObject, type ServerObject} from '../objects/server-object.ts'
import type {NewCertificate} from './provisioner.ts'

/** The objects that a new credential consists of; nothing is stored yet. */
export interface ReplacementObjects {
  readonly certificate: ServerObject
  /** When the key was made here. */
  readonly pair: {readonly privateKey: ServerObject; readonly publicKey: ServerObject} | undefined
}

/** A new credential as objects of the scope, Active from now on and linked with each other. */
export async function replacementObjects(
  context: OperationContext,
  {certificatePem, privateKeyPem, notAfter}: NewCertificate,
): Promise<ReplacementObjects> {
  const certificateValue = new Uint8Array(readCertificate(certificatePem).raw)
  const certificate = await certificateObject(context, certificateValue, notAfter)
  if (privateKeyPem === undefined) return {certificate, pair: undefined}
  const key = createPrivateKey(privateKeyPem)
  const privateKey = await keyObject(context, {
    type: 'PrivateKey',
    value: {keyBlock: blockOf('PKCS_8', key.export({type: 'pkcs8', format: 'der'}))},
  })
  const publicKey = await keyObject(context, {
    type: 'PublicKey',
    value: {keyBlock: blockOf('X_509', createPublicKey(key).export({type: 'spki', format: 'der'}))},
  })
  setLink(privateKey, 'PublicKeyLink', publicKey.id)
  setLink(privateKey, 'CertificateLink', certificate.id)
  setLink(publicKey, 'PrivateKeyLink', privateKey.id)
  setLink(publicKey, 'CertificateLink', certificate.id)
  setLink(certificate, 'PublicKeyLink', publicKey.id)
  return {certificate, pair: {privateKey, publicKey}}
}

/** A certificate that a client goes on with, as an object of the scope. */
export async function certificateObject(
  context: OperationContext,
  certificateValue: Uint8Array,
  notAfter: Date,
): Promise<ServerObject> {
  const content = {type: 'Certificate', value: {certificateType: 'X_509', certificateValue}} as const
  const attributes = new AttributeSet()
    .set('CryptographicUsageMask', CryptographicUsageMask.of('Sign', 'Verify'))
    .set('ActivationDate', context.now)
    .set('DeactivationDate', notAfter)
  describeContent(attributes, content)
  const id = await completeAttributes(context, attributes, {type: 'Certificate', generated: false})
  return newServerObject(id, attributes, content)
}

async function keyObject(
  context: OperationContext,
  content: ManagedObject<'PrivateKey' | 'PublicKey'>,
): Promise<ServerObject> {
  const {type} = content
  const mask = CryptographicUsageMask.of(type === 'PrivateKey' ? 'Sign' : 'Verify')
  const attributes = new AttributeSet().set('CryptographicUsageMask', mask).set('ActivationDate', context.now)
  describeContent(attributes, content)
  const id = await completeAttributes(context, attributes, {type, generated: true})
  return newServerObject(id, attributes, completeKeyBlock(content, attributes))
}

function blockOf(keyFormatType: KeyBlock['keyFormatType'], material: Buffer): KeyBlock {
  return {keyFormatType, keyValue: {kind: 'plain', keyMaterial: Uint8Array.from(material)}}
}

/** The object of the scope that holds a certificate. */
export function objectOf(context: OperationContext, certificateValue: Uint8Array): Promise<ServerObject | undefined> {
  return registered(context, certificateFieldsOf({certificateType: 'X_509', certificateValue}))
}
