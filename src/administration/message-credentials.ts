import {createPublicKey} from 'node:crypto'
import {UsageError} from '../errors.ts'
import {hashedPasswordVerifiers} from '../server/authentication/hashed-password.ts'
import {otpSecret} from '../server/authentication/one-time-password.ts'
import {hashPassword} from '../server/authentication/password-hash.ts'
import type {MessageCredentialRecord, RoleRecord, Store} from '../storage/store.ts'
import {AdministrationError} from './error.ts'
import {findRole, findScope} from './find.ts'
import type {RoleName} from './roles.ts'

/** A credential that clients of a role put into their messages, without its password. */
export interface MessageCredentialDescription {
  readonly type: MessageCredentialRecord['type']
  readonly fields: Readonly<Record<string, string>>
  readonly hasPassword: boolean
  /** The password may be sent hashed too. */
  readonly isSentHashed: boolean
  readonly hasOneTimePassword: boolean
}

/** What to register; names of the fields as in KMIP's structures. */
export interface NewMessageCredential {
  readonly type: MessageCredentialRecord['type']
  readonly fields: Readonly<Record<string, string>>
  readonly password?: string | undefined
  /** Lets the password be sent hashed too. */
  readonly isSentHashed?: boolean | undefined
  /** Secret of one-time passwords (RFC 6238) in Base32; they are wanted in every message then. */
  readonly oneTimePasswordSecret?: string | undefined
}

/**
 * Registers a credential with a role; one with the same fields gets the new password. Running servers obey from the next
 * request on.
 *
 * @throws UsageError for a credential that could prove nothing, AdministrationError NOT_FOUND
 */
export async function addMessageCredential(
  store: Store,
  name: RoleName,
  credential: NewMessageCredential,
): Promise<readonly MessageCredentialDescription[]> {
  const {type, password} = credential
  const fields = checkedFields(credential)
  const passwordHash = password === undefined ? undefined : await hashPassword(password)
  const secrets = secretsOf(credential)
  const record = {
    type,
    fields,
    ...(passwordHash === undefined ? {} : {passwordHash}),
    ...(secrets === undefined ? {} : {secrets}),
  }
  return change(store, name, (records) => [...records.filter((other) => !isSame(other, record)), record])
}

/**
 * Removes the one at a place of the list, counted from 1.
 *
 * @throws AdministrationError NOT_FOUND
 */
export async function removeMessageCredential(
  store: Store,
  name: RoleName,
  number: number,
): Promise<readonly MessageCredentialDescription[]> {
  return change(store, name, (records) => {
    if (records[number - 1] !== undefined) return records.filter((_, index) => index !== number - 1)
    throw new AdministrationError('NOT_FOUND', `Role ${name.role} has no message credential ${number}`, {
      hint: `See them with kmipctl role message-credential list ${name.role} --scope ${name.scope}`,
    })
  })
}

/** In the order in which they were registered. @throws AdministrationError NOT_FOUND */
export async function listMessageCredentials(
  store: Store,
  name: RoleName,
): Promise<readonly MessageCredentialDescription[]> {
  return store.read(async ({administration}) => {
    const scope = await findScope(administration, name.scope)
    return describe(await findRole(administration, scope, name.role))
  })
}

async function change(
  store: Store,
  name: RoleName,
  edit: (records: readonly MessageCredentialRecord[]) => readonly MessageCredentialRecord[],
): Promise<readonly MessageCredentialDescription[]> {
  return store.transaction(async ({administration}) => {
    const scope = await findScope(administration, name.scope)
    const role = await findRole(administration, scope, name.role)
    const record = {...role, messageCredentials: edit(role.messageCredentials)}
    await administration.updateRole(record)
    return describe(record)
  })
}

function describe({messageCredentials}: RoleRecord): readonly MessageCredentialDescription[] {
  return messageCredentials.map(({type, fields, passwordHash, secrets}) => ({
    type,
    fields,
    hasPassword: passwordHash !== undefined,
    isSentHashed: secrets?.hashedPassword !== undefined,
    hasOneTimePassword: secrets?.oneTimePassword !== undefined,
  }))
}

function isSame(one: MessageCredentialRecord, other: MessageCredentialRecord): boolean {
  const names = [...Object.keys(one.fields), ...Object.keys(other.fields)]
  return one.type === other.type && names.every((field) => one.fields[field] === other.fields[field])
}

/** Undefined when nothing has to be kept readable. */
function secretsOf({type, fields, password, isSentHashed, oneTimePasswordSecret}: NewMessageCredential) {
  if (isSentHashed !== true && oneTimePasswordSecret === undefined) return undefined
  const {username} = fields
  if (type !== 'UsernameAndPassword' || username === undefined) {
    throw new UsageError('Only users send hashed or one-time passwords')
  }
  if (oneTimePasswordSecret !== undefined) {
    if (isSentHashed === true) throw new UsageError('A password is sent hashed or with a one-time password, not both')
    return {oneTimePassword: checkedSecret(oneTimePasswordSecret)}
  }
  if (password === undefined) throw new UsageError('There is no password to be sent hashed')
  return {hashedPassword: hashedPasswordVerifiers(username, password)}
}

/** Bytes of a secret of one-time passwords, at least: RFC 4226 section 4. */
const shortestSecret = 16

function checkedSecret(text: string): string {
  const bytes = otpSecret(text)
  if (bytes === undefined) throw new UsageError('The secret of one-time passwords is not in Base32')
  if (bytes.length < shortestSecret) {
    throw new UsageError(`The secret of one-time passwords has ${bytes.length} bytes, fewer than ${shortestSecret}`)
  }
  return text.trim()
}

function checkedFields(credential: NewMessageCredential): Readonly<Record<string, string>> {
  const {type, fields, password, oneTimePasswordSecret} = credential
  if (type === 'UsernameAndPassword' && password === undefined && oneTimePasswordSecret === undefined) {
    throw new UsageError('A user name without a password proves nothing', {
      hint: 'Pass --password-file FILE or --one-time-password-file FILE',
    })
  }
  if (Object.values(fields).some((value) => value === '')) throw new UsageError('A field of the credential is empty')
  if (Object.keys(fields).length === 0) throw new UsageError('The credential has no field')
  return type === 'Attestation' ? checkedAttestation(fields) : fields
}

function checkedAttestation(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const {publicKey = '', pcrDigest} = fields
  if (pcrDigest !== undefined && !/^(?:[0-9a-f]{2})+$/i.test(pcrDigest)) {
    throw new UsageError('The digest of the PCRs is hexadecimal')
  }
  try {
    const pem = createPublicKey(publicKey).export({type: 'spki', format: 'pem'})
    return {publicKey: pem.toString(), ...(pcrDigest === undefined ? {} : {pcrDigest: pcrDigest.toLowerCase()})}
  } catch (cause) {
    throw new UsageError('The attestation key is no public key in PEM', {cause})
  }
}
