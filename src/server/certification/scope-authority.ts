import {type Authority, createRoot, defaultAuthorityLifetimeSeconds} from '../../ca/authority.ts'
import {describeCertificate as describe, readCertificate} from '../../ca/certificate.ts'
import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {CryptographicUsageMask} from '../../kmip/spec/masks.ts'
import type {OperationContext} from '../context.ts'
import type {CertifyingAuthority} from './authority-access.ts'
import {certificatesLike} from '../objects/certificates/certificate-search.ts'
import {describeCertificate} from '../objects/certificates/certificate-attributes.ts'
import {completeAttributes} from '../objects/creation/creation.ts'
import {newServerObject} from '../objects/server-object.ts'

/** The authority of a scope with the Certificate object that shows it to clients. */
export interface ScopeAuthority {
  readonly authority: Authority
  readonly notAfter: Date
  /** Undefined once clients destroyed it. */
  readonly certificateId: string | undefined
}

const commonName = 'kmipctl certificate authority'

/** Two years: an authority with less to live would cut short the certificates of a year that it gives out. */
const renewalMilliseconds = 2 * 365 * 24 * 60 * 60 * 1000

/** The authority that certifies for the scope of the request; made at first use, and anew before it runs out. */
export async function scopeAuthority(context: OperationContext): Promise<ScopeAuthority> {
  const stored = await context.authorities.newest()
  if (stored !== undefined && lifetimeLeft(stored, context.now) > renewalMilliseconds) return existing(context, stored)
  const {scopeId} = context.identity
  const authority = await context.outside('authority of the scope', () =>
    createRoot({
      commonName,
      organizationalUnit: scopeId,
      key: {type: 'ec', bits: 256},
      lifetimeSeconds: defaultAuthorityLifetimeSeconds,
      now: context.now,
      pathLength: 0,
    }),
  )
  const {certificatePem, privateKeyPem} = authority
  const createdAt = context.now.getTime()
  const name = `${scopeId}/${describe(certificatePem).fingerprint}`
  await context.authorities.insert({name, certificatePem, privateKeyPem, createdAt})
  return {authority, notAfter: endOf(certificatePem), certificateId: await showCertificate(context, certificatePem)}
}

function lifetimeLeft({certificatePem}: CertifyingAuthority, now: Date): number {
  return endOf(certificatePem).getTime() - now.getTime()
}

function endOf(certificatePem: string): Date {
  return describe(certificatePem).notAfter
}

async function existing(context: OperationContext, record: CertifyingAuthority): Promise<ScopeAuthority> {
  const {certificatePem, privateKeyPem} = record
  return {
    authority: {certificatePem, privateKeyPem, chainPem: [certificatePem]},
    notAfter: endOf(certificatePem),
    certificateId: await findCertificate(context, certificatePem),
  }
}

/** Clients need the certificate to verify what the authority signed. */
async function showCertificate(context: OperationContext, pem: string): Promise<string> {
  const value = certificateValue(pem)
  const attributes = describedAttributes(pem)
    .set('CryptographicUsageMask', CryptographicUsageMask.of('CertificateSign', 'CRLSign'))
    .set('ActivationDate', context.now)
  const id = await completeAttributes(context, attributes, {type: 'Certificate', generated: false})
  await context.objects.insertOwn(newServerObject(id, attributes, {type: 'Certificate', value}))
  return id
}

async function findCertificate(context: OperationContext, pem: string): Promise<string | undefined> {
  const identifier = describedAttributes(pem).get('X_509CertificateIdentifier')
  if (identifier === undefined) return undefined
  const ids = await certificatesLike(context, new AttributeSet().set('X_509CertificateIdentifier', identifier))
  for (const id of ids) if ((await context.objects.loadArchived(id)).material !== undefined) return id
  return undefined
}

function describedAttributes(pem: string): AttributeSet {
  const attributes = new AttributeSet()
  describeCertificate(attributes, certificateValue(pem))
  return attributes
}

function certificateValue(pem: string) {
  return {certificateType: 'X_509', certificateValue: readCertificate(pem).raw} as const
}
