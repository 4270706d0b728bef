import type {X509Certificate} from 'node:crypto'
import {describeCertificate, readCertificate, readCertificates} from '../ca/certificate.ts'
import {type CertificateFields, readCertificateFields} from '../ca/x509/certificate-fields.ts'
import {pathToAnchor} from '../ca/x509/path-to-anchor.ts'
import type {AdministrationReader, AdministrationWriter, RevokedCertificateRecord, Store} from '../storage/store.ts'
import {joinPem} from './authorities.ts'
import type {CredentialName} from './credentials.ts'
import {AdministrationError} from './error.ts'

/** A client certificate of an imported authority. */
export interface ForeignCertificateDescription {
  /** Name of the imported authority. */
  readonly authority: string
  /** In decimal. */
  readonly serialNumber: string
  readonly subject: string
  /** SHA-256 of the certificate in DER, lower-case hexadecimal. */
  readonly fingerprint: string
  readonly notAfter: Date
  readonly revokedAt: Date | undefined
}

/**
 * The certificate by which somebody named a credential, if it is none, but comes from an imported authority. Behind it in
 * PEM may stand the authorities between the two.
 *
 * @throws UsageError when it is no certificate, AdministrationError NOT_FOUND when it comes from nowhere
 */
export async function foreignCertificate(
  store: Store,
  name: CredentialName,
  now: Date,
): Promise<ForeignCertificateDescription | undefined> {
  if (!('certificate' in name)) return undefined
  const {certificate} = name
  const {fingerprint} = describeCertificate(certificate)
  return store.read(async ({administration}) => {
    if ((await administration.credentialByFingerprint(fingerprint)) !== undefined) return undefined
    return find(administration, certificate, now)
  })
}

/**
 * Takes a certificate of an imported authority back: servers refuse it from the next request on, also where its authority
 * comes under another name. Revoking twice keeps the first date.
 */
export async function revokeForeignCertificate(
  store: Store,
  foreign: ForeignCertificateDescription,
  now: Date,
): Promise<ForeignCertificateDescription> {
  return store.transaction(async ({administration}) => {
    await insertRevoked(administration, foreign, now)
    const kept = await administration.revokedCertificate(foreign.fingerprint)
    return kept === undefined ? {...foreign, revokedAt: now} : describeRevoked(kept)
  })
}

/** As part of a transaction: by the certificates that a client presented, its own first. @throws AdministrationError NOT_FOUND */
export async function revokePresented(
  administration: AdministrationWriter,
  presented: readonly X509Certificate[],
  now: Date,
): Promise<void> {
  await insertRevoked(administration, await find(administration, joinPem(presented.map(String)), now), now)
}

async function insertRevoked(
  administration: AdministrationWriter,
  foreign: ForeignCertificateDescription,
  now: Date,
): Promise<void> {
  const {notAfter, revokedAt: _, ...rest} = foreign
  // What has expired is refused anyway
  await administration.deleteRevokedCertificates(now.getTime())
  await administration.insertRevokedCertificate({...rest, notAfter: notAfter.getTime(), revokedAt: now.getTime()})
}

export function describeRevoked({
  notAfter,
  revokedAt,
  ...rest
}: RevokedCertificateRecord): ForeignCertificateDescription {
  return {...rest, notAfter: new Date(notAfter), revokedAt: new Date(revokedAt)}
}

async function find(
  administration: AdministrationReader,
  certificate: string | Uint8Array,
  now: Date,
): Promise<ForeignCertificateDescription> {
  const [leaf, ...between] = chainOf(certificate)
  const {fingerprint, serialNumber, subject, notAfter} = describeCertificate(leaf.certificate)
  const revoked = await administration.revokedCertificate(fingerprint)
  if (revoked !== undefined) return describeRevoked(revoked)
  for (const {name, kind, certificatePem} of await administration.authorityCertificates()) {
    if (kind !== 'imported') continue
    const anchors = readCertificates(certificatePem).map(fieldsOf)
    if (pathToAnchor({leaf, between, anchors, date: now}) === undefined) continue
    return {authority: name, serialNumber, subject, fingerprint, notAfter, revokedAt: undefined}
  }
  throw new AdministrationError(
    'NOT_FOUND',
    `The certificate ${serialNumber} belongs to no credential of this store and comes from no imported authority`,
    {hint: 'Where authorities stand between the two, put them behind the certificate in the file'},
  )
}

function chainOf(certificate: string | Uint8Array): readonly [CertificateFields, ...CertificateFields[]] {
  const text = typeof certificate === 'string' ? certificate : Buffer.from(certificate).toString('latin1')
  const [first = readCertificate(certificate), ...others] = text.includes('-----BEGIN CERTIFICATE-----')
    ? readCertificates(text)
    : []
  return [fieldsOf(first), ...others.map(fieldsOf)]
}

function fieldsOf({raw}: X509Certificate): CertificateFields {
  return readCertificateFields(new Uint8Array(raw))
}
