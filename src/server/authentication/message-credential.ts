import {KmipError} from '../../kmip/error.ts'
import type {RequestHeader} from '../../kmip/message/header.ts'
import type {Credential} from '../../kmip/structures/credential.ts'
import {decodeCredential} from '../../kmip/structures/credential-values.ts'
import type {DeviceCredential} from '../../kmip/structures/device-credential.ts'
import type {HashedPasswordCredential} from '../../kmip/structures/hashed-password-credential.ts'
import type {OneTimePasswordCredential} from '../../kmip/structures/one-time-password-credential.ts'
import type {UsernameAndPasswordCredential} from '../../kmip/structures/username-and-password-credential.ts'
import {CredentialType} from '../../kmip/spec/enumerations.ts'
import type {Version} from '../../kmip/spec/version.ts'
import type {MessageCredentialRecord, Store} from '../../storage/store.ts'
import type {CredentialPolicy} from '../credential-policy.ts'
import type {Identity} from '../identity/identity.ts'
import {checkHashedPassword, isSupportedHash} from './hashed-password.ts'
import type {Circumstances} from './once-only.ts'
import {useOneTimePassword} from './one-time-password.ts'
import {isRightPassword} from './proven-passwords.ts'

export interface Sender extends Pick<
  Identity,
  'scopeId' | 'roleId' | 'roleName' | 'commonName' | 'messageCredentials'
> {}

/** What a message says of its sender. */
export interface CredentialCheck {
  readonly header: Pick<RequestHeader, 'authentication'>
  readonly version: Version
  readonly store: Store
  readonly now: Date
  /** The message asks for nothing that has to be protected. */
  readonly isHarmless: boolean
  /** It comes with a ticket of a login that came with a credential. */
  readonly isProven?: boolean | undefined
}

/** What the credentials of a message come to. */
export interface CredentialProof {
  /** There was one, and it is right. */
  readonly isProven: boolean
  /** With which the server proves itself in turn. */
  readonly serverHashedPassword?: Uint8Array | undefined
}

/**
 * Checks the credentials in a message beside the client certificate. User names and devices that the operator registered
 * with the role have to be sent as they are there, with their password. A role without registered user names has the
 * name compared with the certificate, which then alone is the proof, and a password is not looked at. KMIP 1.4
 * sections 2.1.2 and 6.6, 2.1 sections 9.4 and 9.11.
 *
 * All of several have to be right. Attestations and tickets are looked at elsewhere.
 *
 * @throws KmipError that is the answer to the message
 */
export async function checkMessageCredential(
  policy: CredentialPolicy,
  check: CredentialCheck,
  sender: Sender,
): Promise<CredentialProof> {
  const {header, isHarmless, isProven = false} = check
  if (policy === 'ignore') return {isProven: false}
  const credentials = (header.authentication?.credential ?? []).filter(
    ({credentialType}) => !elsewhere.has(credentialType),
  )
  if (credentials.length === 0 && policy === 'require' && !isHarmless && !isProven) {
    throw failed('the message has no user name')
  }
  let serverHashedPassword: Uint8Array | undefined
  for (const credential of credentials) {
    serverHashedPassword = (await checkCredential(credential, check, sender)) ?? serverHashedPassword
  }
  return {isProven: credentials.length > 0, serverHashedPassword}
}

const elsewhere: ReadonlySet<Credential['credentialType']> = new Set(['Attestation', 'Ticket'] as const)

/** Gives the Server Hashed Password where there is one. */
async function checkCredential(
  credential: Credential,
  {version, store, now}: CredentialCheck,
  sender: Sender,
): Promise<Uint8Array | undefined> {
  const {credentialType: type} = credential
  if (!CredentialType.knownIn(type, version)) throw notSupported(type)
  const content = decodeCredential(credential)
  const circumstances = {store, now, identity: sender}
  switch (content?.name) {
    case 'UsernameAndPassword':
      await checkUser(content.value, sender)
      return undefined
    case 'Device':
      await checkDevice(content.value, sender)
      return undefined
    case 'HashedPassword':
      return checkHashed(content.value, sender, circumstances)
    case 'OneTimePassword':
      await checkOneTime(content.value, sender, circumstances)
      return undefined
    default:
      throw notSupported(type)
  }
}

/** Nobody learns which names there are, nor what of the rest is wrong. */
const wrongUser = 'the user name and password are not those of the role'

function userOf(sender: Sender, username: string): MessageCredentialRecord | undefined {
  return recordsOf(sender, 'UsernameAndPassword').find(({fields}) => fields.username === username)
}

async function checkHashed(
  credential: HashedPasswordCredential,
  sender: Sender,
  circumstances: Circumstances,
): Promise<Uint8Array> {
  const {hashingAlgorithm: algorithm} = credential
  if (!isSupportedHash(algorithm)) {
    throw new KmipError('FeatureNotSupported', 'Passwords are to be hashed with SHA-256, SHA-384 or SHA-512')
  }
  const {hashedPassword, oneTimePassword} = userOf(sender, credential.username)?.secrets ?? {}
  const verifiers = oneTimePassword === undefined ? hashedPassword : undefined
  const proof = await checkHashedPassword(verifiers, credential, circumstances)
  if (proof === undefined) throw failed(wrongUser)
  return proof
}

async function checkOneTime(
  {username, password, oneTimePassword}: OneTimePasswordCredential,
  sender: Sender,
  circumstances: Circumstances,
): Promise<void> {
  const record = userOf(sender, username)
  const secret = record?.secrets?.oneTimePassword
  if (record === undefined || secret === undefined || !(await isRightPassword(record, password))) {
    throw failed(wrongUser)
  }
  if (!(await useOneTimePassword(secret, {username, oneTimePassword}, circumstances))) throw failed(wrongUser)
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
  const record = userOf(sender, username)
  // A one-time password is wanted where there is one
  if (record?.secrets?.oneTimePassword !== undefined) throw failed(wrongUser)
  if (record === undefined || !(await isRightPassword(record, password))) throw failed(wrongUser)
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
