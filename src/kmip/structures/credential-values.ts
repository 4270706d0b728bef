import type {EnumName} from '../spec/enumeration.ts'
import type {CredentialType} from '../spec/enumerations.ts'
import {Tag} from '../spec/tags.ts'
import {AttestationCredential} from './attestation-credential.ts'
import type {Credential} from './credential.ts'
import {DeviceCredential} from './device-credential.ts'
import {HashedPasswordCredential} from './hashed-password-credential.ts'
import {OneTimePasswordCredential} from './one-time-password-credential.ts'
import {TicketCredential} from './ticket-credential.ts'
import {UsernameAndPasswordCredential} from './username-and-password-credential.ts'
import {variant, type Variant} from './variant.ts'

/** What Credential Value holds for each Credential Type. KMIP 1.4 section 2.1.2, 2.1 section 9.11. */
export const credentialValues = {
  UsernameAndPassword: variant('UsernameAndPassword', UsernameAndPasswordCredential),
  Device: variant('Device', DeviceCredential),
  Attestation: variant('Attestation', AttestationCredential),
  OneTimePassword: variant('OneTimePassword', OneTimePasswordCredential),
  HashedPassword: variant('HashedPassword', HashedPasswordCredential),
  Ticket: variant('Ticket', TicketCredential),
} satisfies {[Name in EnumName<typeof CredentialType>]?: {readonly name: Name}}

type CredentialName = keyof typeof credentialValues

/** A credential with its content: `name` tells the type of `value`. */
export type CredentialContent = ReturnType<(typeof credentialValues)[CredentialName]['decode']>

function isKnown(type: Credential['credentialType']): type is CredentialName {
  return Object.hasOwn(credentialValues, type)
}

/** Undefined for a type that has no structure here; fails with DecodeError when the content is not that of its type. */
export function decodeCredential({credentialType, credentialValue}: Credential): CredentialContent | undefined {
  return isKnown(credentialType) ? credentialValues[credentialType].decode(credentialValue) : undefined
}

/** A credential for a request: `credentialOf(credentialValues.Device, {deviceIdentifier})`. */
export function credentialOf<Name extends CredentialName, T>(type: Variant<Name, T>, value: T): Credential {
  return {credentialType: type.name, credentialValue: type.encode(Tag.CredentialValue, value, 'any')}
}
