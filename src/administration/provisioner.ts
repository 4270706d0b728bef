import {type CertificateDescription, describeCertificate} from '../ca/certificate.ts'
import {generateClientCredential, issueClientCertificate} from '../ca/client-certificate.ts'
import type {SigningRequest} from '../ca/signing-request.ts'
import type {SubjectAlternativeNames} from '../ca/subject-alternative-names.ts'
import {UsageError} from '../errors.ts'
import {KmipError} from '../kmip/error.ts'
import {presentedBefore} from '../server/identity/presented.ts'
import type {Applicant, Application, NewCertificate, Provisioner} from '../server/provisioning/provisioner.ts'
import type {AdministrationReader, AdministrationWriter, CredentialRecord, RoleRecord} from '../storage/store.ts'
import {assertTrusted, existingIssuer, type IssuingAuthority} from './authorities.ts'
import {decideKey, decideLifetime, type Deciders, decideRequestedKey} from './credential-defaults.ts'
import {AdministrationError} from './error.ts'
import {findCredential, revokeRecord} from './credentials.ts'
import {credentialRecordOf} from './issue-credential.ts'
import {journaledWriter} from './journal.ts'
import {choosesKey} from './key-choice.ts'
import {roleThatWouldGain} from './readers-of-keys.ts'
import {revokePresented} from './revoked-certificates.ts'
import {readConfiguration} from './server-configuration.ts'

/**
 * Lets clients replace their credentials by the rules of `cred generate` and `cred sign`: the authority, the lifetime and
 * the key of the role, with the names, purposes and labels of the credential that is replaced. The journal has it under
 * the name of the client.
 */
export const provisioner: Provisioner = {
  plan: (administration, application) => inKmip(() => planned(administration, application)),
  exchange: (administration, applicant, made, now) =>
    inKmip(() => exchange(journalOf(administration, applicant, now), applicant, made, now)),
  revoke: (administration, applicant, now) =>
    inKmip(() => revoke(journalOf(administration, applicant, now), applicant, now)),
}

async function planned(
  administration: AdministrationReader,
  {applicant, signingRequest, now}: Application,
): Promise<() => Promise<NewCertificate>> {
  if (applicant.foreign !== undefined) {
    throw new KmipError(
      'PermissionDenied',
      'The certificate of this client comes from an authority that only it can ask',
    )
  }
  const old = await currentCredential(administration, applicant)
  const role = await administration.roleById(old.roleId)
  if (role === undefined) throw new KmipError('PermissionDenied', 'The role of this client does not exist any more')
  const configuration = await readConfiguration(administration)
  const deciders = {request: {}, recipe: undefined, role, configuration}
  const certificate = describeCertificate(old.certificatePem)
  const {subjectAlternativeNames, extendedKeyUsage} = certificate
  const authority = await existingIssuer(administration, role.authority)
  const request = {
    subject: {organizationalUnit: role.scopeId, commonName: role.id},
    subjectAlternativeNames,
    serverAuth: extendedKeyUsage.includes('serverAuth'),
    lifetimeSeconds: decideLifetime(deciders).value,
    now,
  }
  if (signingRequest === undefined) {
    await checkKeepable(administration, role)
    const key = decideKey(deciders).value
    return () => inKmip(async () => issuedBy(authority, await generateClientCredential(authority, {...request, key})))
  }
  checkKey(signingRequest, deciders, certificate)
  checkNames(signingRequest, subjectAlternativeNames)
  const {publicKey} = signingRequest
  return () => inKmip(async () => issuedBy(authority, await issueClientCertificate(authority, {...request, publicKey})))
}

/** A key that is made here lies in the scope, where other roles may read it. */
async function checkKeepable(administration: AdministrationReader, role: RoleRecord): Promise<void> {
  const other = await roleThatWouldGain(administration, role)
  if (other === undefined) return
  throw new KmipError(
    'PermissionDenied',
    `A key made here could be read by clients of role ${other.name}, which may do less than role ${role.name}: send a certificate request`,
  )
}

function issuedBy<T>({issuer}: IssuingAuthority, issued: T): T & {readonly issuer: string} {
  return {...issued, issuer}
}

/** Another kind than the role wants only where the client has it already; what the configuration wants is for keys made here. */
function checkKey(
  signingRequest: SigningRequest,
  deciders: Omit<Deciders, 'request'>,
  old: CertificateDescription,
): void {
  const isLikeBefore = signingRequest.keyType === old.key.type && signingRequest.keyBits === old.key.bits
  if (isLikeBefore || !choosesKey(deciders.role)) return
  const {value} = decideRequestedKey(deciders)
  if (signingRequest.keyType === value.type && signingRequest.keyBits === value.bits) return
  throw new KmipError(
    'InvalidCSR',
    `The certificate request has the key ${signingRequest.keyType}-${signingRequest.keyBits}, and the role wants ${value.type}-${value.bits}`,
  )
}

/** A client cannot give itself names: those of servers would make it one. */
function checkNames({subjectAlternativeNames: wanted}: SigningRequest, allowed: SubjectAlternativeNames): void {
  for (const kind of ['dnsNames', 'ipAddresses', 'emails', 'uris'] as const) {
    const other = wanted[kind].find((name) => !allowed[kind].includes(name))
    if (other === undefined) continue
    throw new KmipError(
      'InvalidCSR',
      `The certificate request asks for the name ${other}, which the certificate in use does not have`,
    )
  }
}

async function exchange(
  administration: AdministrationWriter,
  applicant: Applicant,
  made: NewCertificate,
  now: Date,
): Promise<void> {
  const {scopeId, roleId, labels} = await currentCredential(administration, applicant)
  await assertTrusted(administration, made.issuer)
  const owner = {scopeId, roleId, labels, authority: made.issuer}
  await administration.insertCredential(credentialRecordOf(made, owner, now))
  await revokeRecord(administration, applicant.serialNumber, now)
}

async function revoke(administration: AdministrationWriter, applicant: Applicant, now: Date): Promise<void> {
  const {foreign} = applicant
  if (foreign === undefined) {
    await currentCredential(administration, applicant)
    await revokeRecord(administration, applicant.serialNumber, now)
  } else {
    await revokePresented(administration, presentedBefore(foreign).certificates ?? [], now)
  }
}

/** Not to be replaced twice, as by two items of one batch. */
async function currentCredential(
  administration: AdministrationReader,
  {serialNumber}: Applicant,
): Promise<CredentialRecord> {
  const record = await findCredential(administration, {serialNumber})
  if (record.revokedAt === undefined) return record
  throw new KmipError('PermissionDenied', `The credential ${serialNumber} is revoked, it cannot be replaced`)
}

function journalOf(
  administration: AdministrationWriter,
  {serialNumber, roleName, scopeName}: Applicant,
  now: Date,
): AdministrationWriter {
  const actor = `client ${serialNumber} (role ${roleName} of scope ${scopeName})`
  return journaledWriter(administration, {actor, clock: () => now.getTime()})
}

/** What stops an administrator stops a client too, who learns why. */
async function inKmip<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof UsageError || cause instanceof AdministrationError)) throw cause
    throw new KmipError('PermissionDenied', cause.message, {cause})
  }
}
