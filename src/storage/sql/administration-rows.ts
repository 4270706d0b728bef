import type {
  AuthorityCertificate,
  AuthorityRecord,
  ChangeRecord,
  CredentialRecord,
  CredentialTerm,
  ListenerRecord,
  RevokedCertificateRecord,
  RoleRecord,
  ScopeRecord,
  TokenRecord,
} from '../administration-store.ts'
import {StorageError} from '../../errors.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import {parseStoredJson} from '../stored-json.ts'
import type {SqlRow, SqlValue} from './driver.ts'
import {messageCredentialsOf, messageCredentialsText} from './message-credential-text.ts'
import {bytesOf, integerOf, optional, textOf} from './row.ts'

export function scopeOf(row: SqlRow): ScopeRecord {
  return {id: textOf(row, 'id'), name: textOf(row, 'name'), createdAt: integerOf(row, 'created_at')}
}

export function roleOf(row: SqlRow, cipher: RowCipher): RoleRecord {
  return {
    id: textOf(row, 'id'),
    scopeId: textOf(row, 'scope_id'),
    name: textOf(row, 'name'),
    grant: grantOf(textOf(row, 'grant_kind')),
    operations: namesOf(textOf(row, 'operations'), 'operations'),
    keyType: optional(textOf, row, 'key_type'),
    keyBits: optional(integerOf, row, 'key_bits'),
    ttlSeconds: optional(integerOf, row, 'ttl_seconds'),
    authority: optional(textOf, row, 'authority'),
    receive: namesOf(textOf(row, 'receive'), 'receive'),
    messageCredentials: messageCredentialsOf(textOf(row, 'message_credentials'), textOf(row, 'id'), cipher),
    createdAt: integerOf(row, 'created_at'),
  }
}

/** In the order of the statements that write roles, without the identifier. */
export function roleColumns(role: RoleRecord, cipher: RowCipher): SqlValue[] {
  const {scopeId, name, grant, operations, keyType, keyBits, ttlSeconds, authority, createdAt} = role
  const lists = [JSON.stringify(role.receive), messageCredentialsText(role.messageCredentials, role.id, cipher)]
  const limits = [keyType ?? null, keyBits ?? null, ttlSeconds ?? null, authority ?? null]
  return [scopeId, name, grant, JSON.stringify(operations), ...limits, createdAt, ...lists]
}

export function credentialOf(row: SqlRow): CredentialRecord {
  return {
    serialNumber: textOf(row, 'serial_number'),
    fingerprint: textOf(row, 'fingerprint'),
    scopeId: textOf(row, 'scope_id'),
    roleId: textOf(row, 'role_id'),
    authority: textOf(row, 'authority'),
    certificatePem: textOf(row, 'certificate_pem'),
    notBefore: integerOf(row, 'not_before'),
    notAfter: integerOf(row, 'not_after'),
    createdAt: integerOf(row, 'created_at'),
    revokedAt: optional(integerOf, row, 'revoked_at'),
    labels: textsOf(textOf(row, 'labels'), 'The labels of a credential'),
  }
}

export function termOf(row: SqlRow): CredentialTerm {
  return {
    serialNumber: textOf(row, 'serial_number'),
    scopeId: textOf(row, 'scope_id'),
    notAfter: integerOf(row, 'not_after'),
    revokedAt: optional(integerOf, row, 'revoked_at'),
  }
}

/** In the order of the statements that write credentials, without the serial number. */
export function credentialColumns(credential: CredentialRecord): SqlValue[] {
  const {fingerprint, scopeId, roleId, authority, certificatePem, notBefore, notAfter, createdAt} = credential
  const last = [credential.revokedAt ?? null, JSON.stringify(credential.labels)]
  return [fingerprint, scopeId, roleId, authority, certificatePem, notBefore, notAfter, createdAt, ...last]
}

export function authorityOf(row: SqlRow, cipher: RowCipher): AuthorityRecord {
  const name = textOf(row, 'name')
  const sealed = optional(bytesOf, row, 'private_key')
  const mapping = optional(textOf, row, 'mapping')
  return {
    name,
    kind: kindOf(textOf(row, 'kind')),
    scopeId: optional(textOf, row, 'scope_id'),
    certificatePem: textOf(row, 'certificate_pem'),
    privateKeyPem: sealed && openKey(sealed, name, cipher),
    crossCertificatePem: optional(textOf, row, 'cross_certificate_pem'),
    issuer: optional(textOf, row, 'issuer'),
    generation: integerOf(row, 'generation'),
    supersededBy: optional(textOf, row, 'superseded_by'),
    mapping: mapping === undefined ? undefined : textsOf(mapping, 'The mapping of an authority'),
    createdAt: integerOf(row, 'created_at'),
  }
}

export function authorityCertificateOf(row: SqlRow): AuthorityCertificate {
  return {
    name: textOf(row, 'name'),
    kind: kindOf(textOf(row, 'kind')),
    certificatePem: textOf(row, 'certificate_pem'),
    supersededBy: optional(textOf, row, 'superseded_by'),
  }
}

/** In the order of the statements that write authorities, without the name. */
export function authorityColumns(authority: AuthorityRecord, cipher: RowCipher): SqlValue[] {
  const {scopeId, kind, certificatePem, crossCertificatePem, issuer, supersededBy, mapping, createdAt} = authority
  const sealed = authority.privateKeyPem === undefined ? null : sealKey(authority.privateKeyPem, authority.name, cipher)
  const links = [crossCertificatePem ?? null, issuer ?? null, supersededBy ?? null]
  const mapped = mapping === undefined ? null : JSON.stringify(mapping)
  return [scopeId ?? null, kind, certificatePem, sealed, ...links, mapped, authority.generation, createdAt]
}

function openKey(sealed: Uint8Array, name: string, cipher: RowCipher): string {
  const clear = cipher.open(sealed, {table: 'authorities', scopeId: '', id: name})
  const text = new TextDecoder().decode(clear)
  clear.fill(0)
  return text
}

function sealKey(privateKeyPem: string, name: string, cipher: RowCipher): Uint8Array {
  const clear = Buffer.from(privateKeyPem)
  const sealed = cipher.seal(clear, {table: 'authorities', scopeId: '', id: name})
  clear.fill(0)
  return sealed
}

function kindOf(text: string): AuthorityRecord['kind'] {
  if (text === 'default' || text === 'scope' || text === 'generated' || text === 'imported') return text
  throw new StorageError('CORRUPT', `The store holds an authority of the unknown kind ${text}`)
}

export function revokedCertificateOf(row: SqlRow): RevokedCertificateRecord {
  return {
    fingerprint: textOf(row, 'fingerprint'),
    authority: textOf(row, 'authority'),
    serialNumber: textOf(row, 'serial_number'),
    subject: textOf(row, 'subject'),
    notAfter: integerOf(row, 'not_after'),
    revokedAt: integerOf(row, 'revoked_at'),
  }
}

export function listenerOf(row: SqlRow): ListenerRecord {
  const definition = parseStoredJson(textOf(row, 'definition'), 'A listener')
  if (typeof definition !== 'object' || definition === null) {
    throw new StorageError('CORRUPT', 'The store holds a listener that is not what it should be')
  }
  // As `listenerDefinition` wrote it
  const fields = definition as Omit<ListenerRecord, 'name' | 'createdAt' | 'tlsMaxVersion'> & {tlsMaxVersion?: string}
  return {
    ...fields,
    tlsMaxVersion: fields.tlsMaxVersion,
    name: textOf(row, 'name'),
    createdAt: integerOf(row, 'created_at'),
  }
}

/** All of a listener but its name and date. */
export function listenerDefinition({name: _name, createdAt: _at, ...definition}: ListenerRecord): string {
  return JSON.stringify(definition)
}

export function tokenOf(row: SqlRow): TokenRecord {
  return {
    accessor: textOf(row, 'accessor'),
    hash: textOf(row, 'hash'),
    displayName: textOf(row, 'display_name'),
    scopeId: optional(textOf, row, 'scope_id'),
    createdAt: integerOf(row, 'created_at'),
    expiresAt: optional(integerOf, row, 'expires_at'),
  }
}

/** In the order of the statement that inserts tokens. */
export function tokenColumns({accessor, hash, displayName, scopeId, createdAt, expiresAt}: TokenRecord): SqlValue[] {
  return [accessor, hash, displayName, scopeId ?? null, createdAt, expiresAt ?? null]
}

export function changeOf(row: SqlRow): ChangeRecord {
  return {
    sequence: integerOf(row, 'sequence'),
    at: integerOf(row, 'at'),
    actor: textOf(row, 'actor'),
    action: textOf(row, 'action'),
    target: textsOf(textOf(row, 'target'), 'The target of a change'),
  }
}

function textsOf(text: string, what: string): Readonly<Record<string, string>> {
  const value = parseStoredJson(text, what)
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (isRecord && Object.values(value).every((item) => typeof item === 'string')) {
    return value as Readonly<Record<string, string>>
  }
  throw new StorageError('CORRUPT', `${what} in the store is not a record of texts`)
}

function grantOf(text: string): RoleRecord['grant'] {
  if (text === 'all' || text === 'none' || text === 'some') return text
  throw new StorageError('CORRUPT', `The store holds a role with unknown grant ${text}`)
}

function namesOf(text: string, column: string): readonly string[] {
  const value = parseStoredJson(text, `The ${column} of a role`)
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  throw new StorageError('CORRUPT', `The store holds a role whose ${column} are not a list of names`)
}
