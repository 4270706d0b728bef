import {KmipError} from '../../kmip/error.ts'
import type {RequestHeader} from '../../kmip/message/header.ts'
import type {AttestationCredential} from '../../kmip/structures/attestation-credential.ts'
import {decodeCredential} from '../../kmip/structures/credential-values.ts'
import type {Nonce} from '../../kmip/structures/nonce.ts'
import {AttestationType} from '../../kmip/spec/enumerations.ts'
import type {EnumName} from '../../kmip/spec/enumeration.ts'
import {isBefore, type Version} from '../../kmip/spec/version.ts'
import type {Store} from '../../storage/store.ts'
import type {Identity} from '../identity/identity.ts'
import type {AttestationPolicy} from './attestation-policy.ts'
import {issueNonce, useNonce} from './nonces.ts'
import {faultOfQuote} from './tpm-quote.ts'

/** What this server can verify; all else is refused by its name. */
export const attestationTypes: readonly EnumName<typeof AttestationType>[] = ['TPMQuote']

/** What the header of an answer tells a client that is to attest. KMIP 1.4 sections 2.1.14 and 7.2. */
export interface Challenge {
  readonly nonce: Nonce
  readonly attestationTypes: readonly EnumName<typeof AttestationType>[]
}

/** A refusal with what the client needs to do better. */
export class AttestationError extends KmipError {
  readonly challenge: Challenge | undefined

  constructor(reason: 'AttestationRequired' | 'AttestationFailed', message: string, challenge: Challenge | undefined) {
    super(reason, message)
    this.challenge = challenge
  }
}

export interface AttestationCheck {
  readonly header: RequestHeader
  readonly version: Version
  readonly isHarmless: boolean
  readonly identity: Identity
  readonly store: Store
  readonly now: Date
  readonly random: (length: number) => Uint8Array
}

/**
 * Has the client attest to its platform, where the operator wants that. Gives the nonce for its next message. KMIP 1.4
 * sections 2.1.2, 6.17 and 11.1.
 *
 * @throws KmipError that is the answer to the message
 */
export async function checkAttestation(
  policy: AttestationPolicy,
  check: AttestationCheck,
): Promise<Challenge | undefined> {
  if (policy === 'off' || check.isHarmless) return undefined
  const {header, version} = check
  if (isBefore(version, '1.2')) throw denied(`clients cannot attest in KMIP ${version}`)
  const given = (header.authentication?.credential ?? []).filter((one) => one.credentialType === 'Attestation')
  if (given.length === 0) {
    if (header.attestationCapableIndicator !== true) throw denied('the client does not say that it can')
    throw new AttestationError(
      'AttestationRequired',
      'The client has to attest to its platform',
      await challenge(check),
    )
  }
  for (const credential of given) {
    const content = decodeCredential(credential)
    const fault = content?.name === 'Attestation' ? await faultOf(content.value, check) : 'it has no content'
    if (fault !== undefined) {
      throw new AttestationError('AttestationFailed', `The attestation is refused: ${fault}`, await challenge(check))
    }
  }
  return challenge(check)
}

async function challenge(check: AttestationCheck): Promise<Challenge> {
  return {nonce: await issueNonce(check, check.random), attestationTypes}
}

async function faultOf(credential: AttestationCredential, check: AttestationCheck): Promise<string | undefined> {
  const {nonce, attestationType: type, attestationMeasurement: measurement} = credential
  if (!(await useNonce(check, nonce))) return 'the nonce was not given to this client, is too old or was used before'
  if (type !== 'TPMQuote') return `attestations of the type ${nameOf(type)} cannot be verified here`
  if (measurement === undefined) return 'it has no measurement, and assertions of third parties are not accepted'
  return faultOfMeasurement(measurement, nonce, check.identity)
}

/** One of the attestation keys that are registered with the role has to fit. */
function faultOfMeasurement(measurement: Uint8Array, nonce: Nonce, {messageCredentials}: Identity): string | undefined {
  let fault = 'no attestation key is registered with the role'
  for (const {type, fields} of messageCredentials ?? []) {
    if (type !== 'Attestation') continue
    const {publicKey: publicKeyPem = '', pcrDigest} = fields
    const found = faultOfQuote(measurement, {publicKeyPem, nonce: nonce.nonceValue, pcrDigest})
    if (found === undefined) return undefined
    fault = found
  }
  return fault
}

function nameOf(type: AttestationCredential['attestationType']): string {
  return typeof type === 'number' ? `0x${type.toString(16)}` : (AttestationType.specName(type) ?? type)
}

function denied(why: string): KmipError {
  return new KmipError('PermissionDenied', `This server wants clients to attest to their platform, and ${why}`)
}
