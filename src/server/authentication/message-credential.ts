import {KmipError} from '../../kmip/error.ts'
import type {RequestHeader} from '../../kmip/message/header.ts'
import type {Credential} from '../../kmip/structures/credential.ts'
import {decodeCredential} from '../../kmip/structures/credential-values.ts'
import type {DeviceCredential} from '../../kmip/structures/device-credential.ts'
import type {UsernameAndPasswordCredential} from '../../kmip/structures/username-and-password-credential.ts'
import {CredentialType} from '../../kmip/spec/enumerations.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {MessageCredentialRecord} from '../../storage/store.ts'
import type {CredentialPolicy} from '../credential-policy.ts'
import type {Identity} from '../identity/identity.ts'
import {isRightPassword} from './proven-passwords.ts'

export interface Sender extends Pick<Identity, 'roleName' | 'commonName' | 'messageCredentials'> {}

/** What a message says of its sender. */
export interface CredentialCheck {
  readonly header: Pick<RequestHeader, 'authentication'>
  readonly version: Version
  /** The message asks for nothing that has to be protected. */
  readonly isHarmless: boolean
  /** It comes with a ticket of a login that came with a credential. */
  readonly isProven?: boolean | undefined
}

/**
 * Checks the credentials in a message beside the client certificate. User names and devices that the operator registered
 * with the role have to be sent as they are there, with their password. A role without registered user names has the
 * name compared with the certificate, which then alone is the proof, and a password is not looked at. KMIP 1.4
 * sections 2.1.2 and 6.6, 2.1 sections 9.4 and 9.11.
 *
 * Gives whether there was a credential that proves something. Attestations and tickets are looked at elsewhere.
 *
 * @throws KmipError that is the answer to the message
 */
export async function checkMessageCredential(
  policy: CredentialPolicy,
  {header, version, isHarmless, isProven = false}: CredentialCheck,
  sender: Sender,
): Promise<boolean> {
  if (policy === 'ignore') return false
  const credentials = (header.authentication?.credential ?? []).filter(
    ({credentialType}) => !elsewhere.has(credentialType),
  )
  if (credentials.length === 0 && policy === 'require' && !isHarmless && !isProven) {
    throw failed('the message has no user name')
  }
  for (const credential of credentials) await checkCredential(credential, version, sender)
  return credentials.length > 0
}

const elsewhere: ReadonlySet<Credential['credentialType']> = new Set(['Attestation', 'Ticket'] as const)

async function checkCredential(credential: Credential, version: Version, sender: Sender): Promise<void> {
  const {credentialType: type} = credential
  if (!CredentialType.knownIn(type, version)) throw notSupported(type)
  const content = decodeCredential(credential)
  if (content?.name === 'UsernameAndPassword') return checkUser(content.value, sender)
  if (content?.name === 'Device') return checkDevice(content.value, sender)
  throw notSupported(type)
}

function notSupported(type: Credential['credentialType']): KmipError {
  const name = typeof type === 'number' ? `0x${type.toString(16).padStart(8, '0')}` : type
  return new KmipError('FeatureNotSupported', `Credentials of the type ${name} are not supported`)
}

async function checkUser({username, password}: UsernameAndPasswordCredential, sender: Sender): Promise<void> {
  const registered = recordsOf(sender, 'UsernameAndPassword')
  if (registered.length === 0) {
    if (username === sender.roleName || username === sender.commonName) return
    throw failed('the user name is neither the role nor the common name of the client certificate')
  }
  const record = registered.find(({fields}) => fields.username === username)
  // One sentence for both, so that nobody learns which names there are
  if (record === undefined || !(await isRightPassword(record, password))) {
    throw failed('the user name and password are not those of the role')
  }
}

async function checkDevice({password, ...sent}: DeviceCredential, sender: Sender): Promise<void> {
  const entries = Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  const fields: Readonly<Record<string, string>> = Object.fromEntries(entries)
  if (Object.keys(fields).length === 0) throw failed('the Device credential names no device')
  for (const record of recordsOf(sender, 'Device')) {
    if (isSameDevice(record.fields, fields) && (await isRightPassword(record, password))) return
  }
  throw failed('the device is not registered with the role')
}

/** All that is registered has to be sent, and nothing else. */
function isSameDevice(registered: Readonly<Record<string, string>>, sent: Readonly<Record<string, string>>): boolean {
  const names = new Set([...Object.keys(registered), ...Object.keys(sent)])
  return [...names].every((name) => registered[name] === sent[name])
}

function recordsOf(
  {messageCredentials = []}: Sender,
  type: MessageCredentialRecord['type'],
): readonly MessageCredentialRecord[] {
  return messageCredentials.filter((record) => record.type === type)
}

function failed(why: string): KmipError {
  return new KmipError('AuthenticationNotSuccessful', `Authentication failed: ${why}`)
}
