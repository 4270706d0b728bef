import type {KeyObject} from 'node:crypto'
import {describeCertificate} from '../ca/certificate.ts'
import type {Credential} from '../ca/credential-format.ts'
import {generateClientCredential, issueClientCertificate, type IssuedCertificate} from '../ca/client-certificate.ts'
import {readSigningRequest} from '../ca/signing-request.ts'
import {isEmpty, type SubjectAlternativeNames} from '../ca/subject-alternative-names.ts'
import {UsageError} from '../errors.ts'
import type {CredentialRecord, RoleRecord, ScopeRecord, Store} from '../storage/store.ts'
import {assertTrusted, type IssuingAuthority, issuingAuthority} from './authorities.ts'
import {checkRequestedKey, type Decided, decideKey, decideLifetime, decideRequestedKey} from './credential-defaults.ts'
import {type CredentialDescription, describeCredential} from './credential-description.ts'
import {revokeRecord} from './credentials.ts'
import {AdministrationError} from './error.ts'
import {findRole, findScope} from './find.ts'
import type {KeyChoice} from './key-choice.ts'
import {checkLabels, type Labels} from './labels.ts'
import type {Recipe} from './recipes/recipe.ts'
import type {RoleName} from './roles.ts'
import {readConfiguration, type ServerConfiguration} from './server-configuration.ts'

export interface CredentialRequest extends RoleName {
  /** The role's, else the configuration's. */
  readonly ttlSeconds?: number | undefined
  /** Lets TLS servers present the certificate too, which some clients ask of both ends. */
  readonly serverAuth?: boolean | undefined
  /** Names in the certificate; besides those of a signing request. */
  readonly subjectAlternativeNames?: Partial<SubjectAlternativeNames> | undefined
  readonly labels?: Labels | undefined
  /** What the client needs that the credential is for. */
  readonly recipe?: Recipe | undefined
  /** Serial number of a credential that is revoked by the same write. */
  readonly revokes?: string | undefined
  readonly now: Date
}

/** Without a key the role's, else the configuration's. */
export interface GenerateCredential extends CredentialRequest, KeyChoice {}

export interface SignCredential extends CredentialRequest {
  /** PKCS#10 in PEM or DER. */
  readonly signingRequest: string | Uint8Array
  /** The request may have another key than the role or the configuration wants. */
  readonly anyKey?: boolean | undefined
}

/** A new credential; its private key is kept nowhere else. */
export interface NewCredential {
  readonly description: CredentialDescription
  /** Certificate, chain (issuer first) and, when generated here, the private key. */
  readonly credential: Credential
  /** Seconds asked for, and by whom; the certificate ends earlier when its issuer does. */
  readonly lifetime: Decided<number>
}

/**
 * Makes a key and its certificate for a role.
 *
 * @throws UsageError for a wrong key, lifetime, label or name, AdministrationError NOT_FOUND
 */
export async function generateCredential(store: Store, request: GenerateCredential): Promise<NewCredential> {
  const owner = await readOwner(store, request)
  const deciders = {...owner, request, recipe: request.recipe}
  const lifetime = decideLifetime(deciders)
  const authority = await issuerOf(store, owner, request)
  const issued = await generateClientCredential(authority, {
    ...certificateRequest(owner, request),
    lifetimeSeconds: lifetime.value,
    key: decideKey(deciders).value,
    subjectAlternativeNames: namesFor(request, {}),
  })
  return {description: await keep(store, {...owner, request, authority, issued}), credential: issued, lifetime}
}

/**
 * Certifies a key that is already there, which must be of the kind that the role or the configuration wants. Its subject
 * is replaced; its alternative names are kept.
 *
 * @throws UsageError for an unusable request or another key, AdministrationError NOT_FOUND
 */
export async function signCredential(store: Store, request: SignCredential): Promise<NewCredential> {
  const owner = await readOwner(store, request)
  const csr = await readSigningRequest(request.signingRequest)
  const deciders = {...owner, recipe: request.recipe}
  if (request.anyKey !== true) checkRequestedKey(csr, decideRequestedKey(deciders))
  return certify(store, {
    owner,
    request,
    publicKey: csr.publicKey,
    subjectAlternativeNames: namesFor(request, csr.subjectAlternativeNames),
  })
}

/**
 * Certifies a key of which a certificate was issued before, of whatever kind it is.
 *
 * @throws UsageError for a wrong lifetime, label or name, AdministrationError NOT_FOUND
 */
export async function certifyCredential(
  store: Store,
  {publicKey, ...request}: CredentialRequest & {readonly publicKey: KeyObject},
): Promise<NewCredential> {
  const owner = await readOwner(store, request)
  return certify(store, {owner, request, publicKey, subjectAlternativeNames: namesFor(request, {})})
}

interface Certification {
  readonly owner: CredentialOwner
  readonly request: CredentialRequest
  readonly publicKey: KeyObject
  readonly subjectAlternativeNames: SubjectAlternativeNames
}

async function certify(store: Store, {owner, request, ...names}: Certification): Promise<NewCredential> {
  const lifetime = decideLifetime({...owner, request: {ttlSeconds: request.ttlSeconds}, recipe: request.recipe})
  const authority = await issuerOf(store, owner, request)
  const issued = await issueClientCertificate(authority, {
    ...certificateRequest(owner, request),
    ...names,
    lifetimeSeconds: lifetime.value,
  })
  return {description: await keep(store, {...owner, request, authority, issued}), credential: issued, lifetime}
}

interface CredentialOwner {
  readonly scope: ScopeRecord
  readonly role: RoleRecord
  readonly configuration: ServerConfiguration
}

async function readOwner(store: Store, {labels, ...name}: CredentialRequest): Promise<CredentialOwner> {
  // Before there is a key
  if (labels !== undefined) checkLabels(labels)
  return store.read(async ({administration}) => {
    const scope = await findScope(administration, name.scope)
    const role = await findRole(administration, scope, name.role)
    return {scope, role, configuration: await readConfiguration(administration)}
  })
}

function issuerOf(store: Store, {role}: CredentialOwner, {now}: CredentialRequest): Promise<IssuingAuthority> {
  return issuingAuthority(store, {name: role.authority, now})
}

function certificateRequest({scope, role}: CredentialOwner, {serverAuth, recipe, now}: CredentialRequest) {
  return {
    subject: {organizationalUnit: scope.id, commonName: role.id},
    serverAuth: serverAuth === true || recipe?.serverAuth === true,
    now,
  }
}

/** @throws UsageError when the client needs a name and there is none */
function namesFor(
  {subjectAlternativeNames = {}, recipe}: CredentialRequest,
  requested: Partial<SubjectAlternativeNames>,
): SubjectAlternativeNames {
  const both = (kind: keyof SubjectAlternativeNames) => [
    ...(requested[kind] ?? []),
    ...(subjectAlternativeNames[kind] ?? []),
  ]
  const names = {
    dnsNames: both('dnsNames'),
    ipAddresses: both('ipAddresses'),
    emails: both('emails'),
    uris: both('uris'),
  }
  if (recipe?.needsName === true && isEmpty(names)) {
    throw new UsageError(`A certificate for ${recipe.product} needs an alternative name`, {
      hint: 'Pass --san with the name or address of the machine',
    })
  }
  return names
}

interface Issued extends Pick<CredentialOwner, 'scope' | 'role'> {
  readonly request: CredentialRequest
  readonly authority: IssuingAuthority
  readonly issued: IssuedCertificate
}

/** What is kept of a certificate that was issued. */
export function credentialRecordOf(
  {certificatePem, serialNumber, notBefore, notAfter}: IssuedCertificate,
  owner: Pick<CredentialRecord, 'scopeId' | 'roleId' | 'authority' | 'labels'>,
  now: Date,
): CredentialRecord {
  return {
    ...owner,
    serialNumber,
    fingerprint: describeCertificate(certificatePem).fingerprint,
    certificatePem,
    notBefore: notBefore.getTime(),
    notAfter: notAfter.getTime(),
    createdAt: now.getTime(),
    revokedAt: undefined,
  }
}

async function keep(store: Store, {scope, role, request, authority, issued}: Issued): Promise<CredentialDescription> {
  const {now, labels = {}, revokes} = request
  const owner = {scopeId: scope.id, roleId: role.id, authority: authority.issuer, labels}
  const record = credentialRecordOf(issued, owner, now)
  await store.transaction(async ({administration}) => {
    if ((await administration.roleById(role.id)) === undefined) {
      throw new AdministrationError('NOT_FOUND', `Role ${role.name} of scope ${scope.name} was deleted meanwhile`)
    }
    await assertTrusted(administration, authority.issuer)
    await administration.insertCredential(record)
    if (revokes !== undefined) await revokeRecord(administration, revokes, now)
  })
  return describeCredential(record, {scope: scope.name, role: role.name, now})
}
