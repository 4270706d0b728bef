import type {KeyObject} from 'node:crypto'
import type {CertificateFields} from '../../../ca/x509/certificate-fields.ts'
import {KmipError} from '../../../kmip/error.ts'
import type {OperationContext} from '../../context.ts'
import {certificateFieldsOf} from '../certificates/certificate-attributes.ts'
import {linkedIds} from '../links.ts'
import {contentOf, type ServerObject} from '../server-object.ts'

/** Deeper hierarchies are mistakes. */
const longestChain = 20

interface Linked {
  readonly object: ServerObject
  readonly fields: CertificateFields
}

/**
 * The certificates of a private key, its own first: through its PKCS#12 Certificate Link or its Certificate Link, or
 * those of its public key, and from each certificate to the one above. KMIP 1.4 section 4.11.
 */
export async function certificateChain(
  context: OperationContext,
  key: ServerObject,
  privateKey: KeyObject,
): Promise<readonly Uint8Array[]> {
  const direct = await certificatesFor(context, key, privateKey)
  const own = direct.length > 0 ? direct : await certificatesOfPublicKey(context, key, privateKey)
  const [first, second] = own
  if (first === undefined) {
    throw new KmipError('KeyFormatTypeNotSupported', `Key ${key.id} has no certificate linked, PKCS#12 needs one`)
  }
  if (second !== undefined) throw severalChains(key.id)
  return (await chainFrom(context, first)).map(({fields}) => fields.certificate.raw)
}

async function certificatesFor(
  context: OperationContext,
  object: ServerObject,
  privateKey: KeyObject,
): Promise<readonly Linked[]> {
  const linked = await linkedCertificates(context, object)
  return linked.filter(({fields}) => fields.certificate.checkPrivateKey(privateKey))
}

async function certificatesOfPublicKey(
  context: OperationContext,
  key: ServerObject,
  privateKey: KeyObject,
): Promise<readonly Linked[]> {
  const found: Linked[] = []
  for (const id of linkedIds(key, 'PublicKeyLink')) {
    if (!(await context.objects.exists(id))) continue
    found.push(...(await certificatesFor(context, await context.objects.load(id), privateKey)))
  }
  return found
}

async function chainFrom(context: OperationContext, leaf: Linked): Promise<readonly Linked[]> {
  const chain = [leaf]
  for (let current = leaf; chain.length < longestChain;) {
    const above = await linkedCertificates(context, current.object)
    const issuers = above.filter(({object}) => !chain.some((known) => known.object.id === object.id))
    const [issuer, second] = issuers
    if (issuer === undefined) return chain
    if (second !== undefined) throw severalChains(current.object.id)
    chain.push(issuer)
    current = issuer
  }
  throw new KmipError('InvalidField', `The certificates above ${leaf.object.id} do not end`)
}

function severalChains(id: string): KmipError {
  return new KmipError('InvalidField', `Several certificates are linked above ${id}, which allows no single chain`)
}

/** PKCS#12 links go before others; what is destroyed or revoked is no part of a chain. */
async function linkedCertificates(context: OperationContext, {attributes}: ServerObject): Promise<readonly Linked[]> {
  const special = linkedIds({attributes}, 'PKCS_12CertificateLink')
  const found: Linked[] = []
  for (const id of special.length > 0 ? special : linkedIds({attributes}, 'CertificateLink')) {
    const linked = await usableCertificate(context, id)
    if (linked !== undefined) found.push(linked)
  }
  return found
}

async function usableCertificate(context: OperationContext, id: string): Promise<Linked | undefined> {
  if (!(await context.objects.exists(id))) return undefined
  const object = await context.objects.load(id)
  const state = object.attributes.get('State')
  if (object.type !== 'Certificate' || (state !== 'PreActive' && state !== 'Active')) return undefined
  if (object.attributes.get('Extractable') === false)
    throw new KmipError('NotExtractable', `The certificate ${id} may not leave the server`)
  const content = contentOf(object)
  return content.type === 'Certificate' ? {object, fields: certificateFieldsOf(content.value)} : undefined
}
