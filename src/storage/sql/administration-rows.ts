import type {AuthorityRecord, CredentialRecord, MessageCredentialRecord, RoleRecord, ScopeRecord} from '../store.ts'
import {StorageError} from '../../errors.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import {parseStoredJson} from '../stored-json.ts'
import type {SqlRow, SqlValue} from './driver.ts'
import {bytesOf, integerOf, optional, textOf} from './row.ts'

export function scopeOf(row: SqlRow): ScopeRecord {
  return {id: textOf(row, 'id'), name: textOf(row, 'name'), createdAt: integerOf(row, 'created_at')}
}

export function roleOf(row: SqlRow): RoleRecord {
  return {
    id: textOf(row, 'id'),
    scopeId: textOf(row, 'scope_id'),
    name: textOf(row, 'name'),
    grant: grantOf(textOf(row, 'grant_kind')),
    operations: namesOf(textOf(row, 'operations'), 'operations'),
    keyType: optional(textOf, row, 'key_type'),
    keyBits: optional(integerOf, row, 'key_bits'),
    ttlSeconds: optional(integerOf, row, 'ttl_seconds'),
    receive: namesOf(textOf(row, 'receive'), 'receive'),
    messageCredentials: messageCredentialsOf(textOf(row, 'message_credentials')),
    createdAt: integerOf(row, 'created_at'),
  }
}

/** In the order of the statements that write roles, without the identifier. */
export function roleColumns(role: RoleRecord): SqlValue[] {
  const {scopeId, name, grant, operations, keyType, keyBits, ttlSeconds, createdAt} = role
  const lists = [JSON.stringify(role.receive), JSON.stringify(role.messageCredentials)]
  const limits = [keyType ?? null, keyBits ?? null, ttlSeconds ?? null]
  return [scopeId, name, grant, JSON.stringify(operations), ...limits, createdAt, ...lists]
}

export function credentialOf(row: SqlRow): CredentialRecord {
  return {
    serialNumber: textOf(row, 'serial_number'),
    fingerprint: textOf(row, 'fingerprint'),
    scopeId: textOf(row, 'scope_id'),
    roleId: textOf(row, 'role_id'),
    certificatePem: textOf(row, 'certificate_pem'),
    notBefore: integerOf(row, 'not_before'),
    notAfter: integerOf(row, 'not_after'),
    createdAt: integerOf(row, 'created_at'),
    revokedAt: optional(integerOf, row, 'revoked_at'),
  }
}

/** In the order of the statements that write credentials, without the serial number. */
export function credentialColumns(credential: CredentialRecord): SqlValue[] {
  const {fingerprint, scopeId, roleId, certificatePem, notBefore, notAfter, createdAt, revokedAt} = credential
  return [fingerprint, scopeId, roleId, certificatePem, notBefore, notAfter, createdAt, revokedAt ?? null]
}

export function authorityOf(row: SqlRow, cipher: RowCipher): AuthorityRecord {
  const name = textOf(row, 'name')
  const clear = cipher.open(bytesOf(row, 'private_key'), {table: 'authorities', scopeId: '', id: name})
  const privateKeyPem = new TextDecoder().decode(clear)
  clear.fill(0)
  return {
    name,
    scopeId: optional(textOf, row, 'scope_id'),
    certificatePem: textOf(row, 'certificate_pem'),
    privateKeyPem,
    issuer: optional(textOf, row, 'issuer'),
    createdAt: integerOf(row, 'created_at'),
  }
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

function messageCredentialsOf(text: string): readonly MessageCredentialRecord[] {
  const value = parseStoredJson(text, 'The message credentials of a role')
  if (Array.isArray(value) && value.every(isMessageCredential)) return value
  throw new StorageError('CORRUPT', 'The store holds a role whose message credentials are not what they should be')
}

function isMessageCredential(value: unknown): value is MessageCredentialRecord {
  return typeof value === 'object' && value !== null && 'type' in value && 'fields' in value
}
