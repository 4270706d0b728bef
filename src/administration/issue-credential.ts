import {describeCertificate} from '../ca/certificate.ts'
import type {Credential} from '../ca/credential-format.ts'
import {generateClientCredential, issueClientCertificate, type IssuedCertificate} from '../ca/client-certificate.ts'
import {readSigningRequest, type SigningRequest} from '../ca/signing-request.ts'
import type {SubjectAlternativeNames} from '../ca/subject-alternative-names.ts'
import {UsageError} from '../errors.ts'
import type {CredentialRecord, RoleRecord, ScopeRecord, Store} from '../storage/store.ts'
import {intermediateName, issuingAuthority} from './authorities.ts'
import {type CredentialDescription, describeCredential} from './credential-description.ts'
import {AdministrationError} from './error.ts'
import {findRole, findScope} from './find.ts'
import {chooseKey, type KeyChoice} from './key-choice.ts'
import type {RoleName} from './roles.ts'

/** A year: credentials that end after a day stop a service at night. */
export const defaultCredentialLifetimeSeconds = 365 * 24 * 60 * 60

interface CredentialRequest extends RoleName {
  /** The role's, else a year. */
  readonly ttlSeconds?: number | undefined
  /** Lets TLS servers present the certificate too, which some clients ask of both ends. */
  readonly serverAuth?: boolean | undefined
  readonly now: Date
}

export interface GenerateCredential extends CredentialRequest, KeyChoice {
  readonly subjectAlternativeNames?: Partial<SubjectAlternativeNames> | undefined
}

export interface SignCredential extends CredentialRequest {
  /** PKCS#10 in PEM or DER. */
  readonly signingRequest: string | Uint8Array
}

/** A new credential; its private key is kept nowhere else. */
export interface NewCredential {
  readonly description: CredentialDescription
  /** Certificate, chain (issuer first) and, when generated here, the private key. */
  readonly credential: Credential
}

/**
 * Makes a key and its certificate for a role.
 *
 * @throws UsageError for a wrong key, lifetime or name, AdministrationError NOT_FOUND
 */
export async function generateCredential(store: Store, request: GenerateCredential): Promise<NewCredential> {
  const {scope, role} = await readRole(store, request)
  const key = chooseKey(request, role)
  const issued = await generateClientCredential(await issuingAuthority(store, request.now), {
    ...certificateRequest(scope, role, request),
    key,
    subjectAlternativeNames: request.subjectAlternativeNames,
  })
  return {description: await keep(store, {scope, role, issued, now: request.now}), credential: issued}
}

/**
 * Certifies a key that is already there. Its subject is replaced; its alternative names are kept. Where the role says
 * which key it wants, the request has to have that key.
 *
 * @throws UsageError for an unusable request or another key than the role's, AdministrationError NOT_FOUND
 */
export async function signCredential(store: Store, request: SignCredential): Promise<NewCredential> {
  const {scope, role} = await readRole(store, request)
  const csr = await readSigningRequest(request.signingRequest)
  checkRoleKey(role, csr)
  const issued = await issueClientCertificate(await issuingAuthority(store, request.now), {
    ...certificateRequest(scope, role, request),
    publicKey: csr.publicKey,
    subjectAlternativeNames: csr.subjectAlternativeNames,
  })
  return {description: await keep(store, {scope, role, issued, now: request.now}), credential: issued}
}

interface CredentialOwner {
  readonly scope: ScopeRecord
  readonly role: RoleRecord
}

function readRole(store: Store, name: RoleName): Promise<CredentialOwner> {
  return store.read(async ({administration}) => {
    const scope = await findScope(administration, name.scope)
    return {scope, role: await findRole(administration, scope, name.role)}
  })
}

function certificateRequest(scope: ScopeRecord, role: RoleRecord, request: CredentialRequest) {
  return {
    subject: {organizationalUnit: scope.id, commonName: role.id},
    lifetimeSeconds: request.ttlSeconds ?? role.ttlSeconds ?? defaultCredentialLifetimeSeconds,
    serverAuth: request.serverAuth,
    now: request.now,
  }
}

function checkRoleKey(role: RoleRecord, {keyType, keyBits}: SigningRequest): void {
  if (role.keyType === undefined && role.keyBits === undefined) return
  const wanted = chooseKey({}, role)
  if (keyType === wanted.type && keyBits === wanted.bits) return
  throw new UsageError(
    `The signing request has the key ${keyType}-${keyBits}, and the role wants ${wanted.type}-${wanted.bits}`,
    {
      hint: 'Make a request with such a key, or change the role',
    },
  )
}

async function keep(
  store: Store,
  {scope, role, issued, now}: CredentialOwner & {readonly issued: IssuedCertificate; readonly now: Date},
): Promise<CredentialDescription> {
  const record: CredentialRecord = {
    serialNumber: issued.serialNumber,
    fingerprint: describeCertificate(issued.certificatePem).fingerprint,
    scopeId: scope.id,
    roleId: role.id,
    authority: intermediateName,
    certificatePem: issued.certificatePem,
    notBefore: issued.notBefore.getTime(),
    notAfter: issued.notAfter.getTime(),
    createdAt: now.getTime(),
    revokedAt: undefined,
    labels: {},
  }
  await store.transaction(async ({administration}) => {
    if ((await administration.roleById(role.id)) === undefined) {
      throw new AdministrationError('NOT_FOUND', `Role ${role.name} of scope ${scope.name} was deleted meanwhile`)
    }
    await administration.insertCredential(record)
  })
  return describeCredential(record, {scope: scope.name, role: role.name, now})
}
