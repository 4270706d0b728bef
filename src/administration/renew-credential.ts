import {describeCertificate, readCertificate} from '../ca/certificate.ts'
import type {KeyDescription} from '../ca/key-description.ts'
import {readSigningRequest} from '../ca/signing-request.ts'
import type {SubjectAlternativeNames} from '../ca/subject-alternative-names.ts'
import {backdatedSeconds} from '../ca/validity.ts'
import {UsageError} from '../errors.ts'
import type {CredentialRecord, Store} from '../storage/store.ts'
import type {Decided, Origin} from './credential-defaults.ts'
import type {CredentialDescription} from './credential-description.ts'
import {type CredentialName, findCredential, showCredential} from './credentials.ts'
import {
  certifyCredential,
  type CredentialRequest,
  generateCredential,
  type NewCredential,
  signCredential,
} from './issue-credential.ts'
import type {KeyChoice} from './key-choice.ts'
import type {Labels} from './labels.ts'
import type {Recipe} from './recipes/recipe.ts'

export interface RenewCredential extends KeyChoice {
  readonly credential: CredentialName
  /** Certifies the key of this request (PKCS#10); otherwise there is a new key, of the kind that the old one is. */
  readonly signingRequest?: string | Uint8Array | undefined
  /** The request may have a key of another kind than the role wants and the old certificate has. */
  readonly anyKey?: boolean | undefined
  /** Certifies the key of the old certificate once more. */
  readonly keepKey?: boolean | undefined
  /** As long as the old one was made for unless told otherwise. */
  readonly ttlSeconds?: number | undefined
  /** Besides those of the old one. */
  readonly subjectAlternativeNames?: Partial<SubjectAlternativeNames> | undefined
  readonly serverAuth?: boolean | undefined
  readonly labels?: Labels | undefined
  readonly recipe?: Recipe | undefined
  /** The old one ends at once; otherwise it works until its time is over. */
  readonly revokeOld?: boolean | undefined
  readonly now: Date
}

export interface RenewedCredential extends Omit<NewCredential, 'lifetime'> {
  readonly lifetime: Decided<number, Origin | 'renewed'>
  /** The one before, as it is now. */
  readonly old: CredentialDescription
}

/**
 * A new certificate for the role of an old one, with its names, purposes and labels.
 *
 * @throws UsageError when key, lifetime or names cannot be had or the old one is revoked, AdministrationError NOT_FOUND
 */
export async function renewCredential(store: Store, renewal: RenewCredential): Promise<RenewedCredential> {
  const {keepKey, signingRequest, credential: name, now} = renewal
  if (keepKey === true && signingRequest !== undefined) {
    throw new UsageError('The key of a renewed credential is either the old one or that of a signing request, not both')
  }
  const record = await store.read(({administration}) => findCredential(administration, name))
  const before = await showCredential(store, {serialNumber: record.serialNumber}, now)
  if (before.status === 'revoked') {
    throw new UsageError(`The credential ${before.serialNumber} is revoked and cannot be renewed`, {
      hint: 'Make a new one with kmipctl cred generate or cred sign',
    })
  }
  const request = requestLike(before, record, renewal)
  const made = await issue(store, {request, record, renewal})
  const origin = renewal.ttlSeconds === undefined ? 'renewed' : 'request'
  const old = await showCredential(store, {serialNumber: record.serialNumber}, now)
  return {...made, lifetime: {value: made.lifetime.value, origin}, old}
}

function requestLike(
  {scope, role, labels}: CredentialDescription,
  record: CredentialRecord,
  renewal: RenewCredential,
): CredentialRequest {
  const {subjectAlternativeNames: old, extendedKeyUsage} = describeCertificate(record.certificatePem)
  const more = renewal.subjectAlternativeNames ?? {}
  const both = (kind: keyof SubjectAlternativeNames) => [...old[kind], ...(more[kind] ?? [])]
  return {
    scope,
    role,
    labels: {...labels, ...renewal.labels},
    subjectAlternativeNames: {
      dnsNames: both('dnsNames'),
      ipAddresses: both('ipAddresses'),
      emails: both('emails'),
      uris: both('uris'),
    },
    serverAuth: renewal.serverAuth === true || extendedKeyUsage.includes('serverAuth'),
    ttlSeconds: renewal.ttlSeconds ?? Math.round((record.notAfter - record.notBefore) / 1000) - backdatedSeconds,
    recipe: renewal.recipe,
    revokes: renewal.revokeOld === true ? record.serialNumber : undefined,
    now: renewal.now,
  }
}

interface Renewal {
  readonly request: CredentialRequest
  readonly record: CredentialRecord
  readonly renewal: RenewCredential
}

async function issue(store: Store, {request, record, renewal}: Renewal): Promise<NewCredential> {
  const {keepKey, signingRequest, keyType, keyBits} = renewal
  const {key} = describeCertificate(record.certificatePem)
  if (keepKey === true) {
    return certifyCredential(store, {...request, publicKey: readCertificate(record.certificatePem).publicKey})
  }
  if (signingRequest !== undefined) {
    const csr = await readSigningRequest(signingRequest)
    const isLikeBefore = csr.keyType === key.type && csr.keyBits === key.bits
    return signCredential(store, {...request, signingRequest, anyKey: isLikeBefore || renewal.anyKey === true})
  }
  return generateCredential(store, {...request, ...keyLike(key, {keyType, keyBits})})
}

/** @throws UsageError when the old key is of a kind that is only certified here */
function keyLike(old: KeyDescription, {keyType, keyBits}: KeyChoice): KeyChoice {
  if (keyType === undefined && old.type !== 'ec' && old.type !== 'rsa') {
    throw new UsageError(`A new key of type ${old.curve ?? old.type} cannot be made here`, {
      hint: 'Pass --csr with a request for it, --keep-key, or --key-type',
    })
  }
  const isSameType = keyType === undefined || keyType === old.type
  return {keyType: keyType ?? old.type, keyBits: keyBits ?? (isSameType ? old.bits : undefined)}
}
