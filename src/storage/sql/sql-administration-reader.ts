import type {
  AdministrationReader,
  AuthorityCertificate,
  AuthorityRecord,
  ChangeRecord,
  CredentialEnd,
  CredentialPage,
  CredentialRecord,
  CredentialTerm,
  ListenerRecord,
  RevokedCertificateRecord,
  RoleRecord,
  ScopeRecord,
  TokenRecord,
} from '../administration-store.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import {
  authorityCertificateOf,
  authorityOf,
  changeOf,
  credentialOf,
  listenerOf,
  revokedCertificateOf,
  roleOf,
  scopeOf,
  termOf,
  tokenOf,
} from './administration-rows.ts'
import type {SqlRow, SqlSession, SqlValue} from './driver.ts'
import {integerOf, textOf} from './row.ts'
import {secretName} from '../secret-name.ts'

/** Reads the administrative tables. */
export class SqlAdministrationReader implements AdministrationReader {
  protected readonly session: SqlSession
  protected readonly cipher: RowCipher

  constructor(session: SqlSession, cipher: RowCipher) {
    this.session = session
    this.cipher = cipher
  }

  async scope(name: string): Promise<ScopeRecord | undefined> {
    return this.#first(scopeOf, 'SELECT * FROM scopes WHERE name = ?', name)
  }

  async scopeById(id: string): Promise<ScopeRecord | undefined> {
    return this.#first(scopeOf, 'SELECT * FROM scopes WHERE id = ?', id)
  }

  async scopes(): Promise<readonly ScopeRecord[]> {
    return this.#all(scopeOf, 'SELECT * FROM scopes ORDER BY name')
  }

  async role(scopeId: string, name: string): Promise<RoleRecord | undefined> {
    return this.#first(
      (row) => roleOf(row, this.cipher),
      'SELECT * FROM roles WHERE scope_id = ? AND name = ?',
      scopeId,
      name,
    )
  }

  async roleById(id: string): Promise<RoleRecord | undefined> {
    return this.#first((row) => roleOf(row, this.cipher), 'SELECT * FROM roles WHERE id = ?', id)
  }

  async roles(scopeId: string): Promise<readonly RoleRecord[]> {
    return this.#all((row) => roleOf(row, this.cipher), 'SELECT * FROM roles WHERE scope_id = ? ORDER BY name', scopeId)
  }

  async rolesOfAuthority(authority: string): Promise<readonly RoleRecord[]> {
    return this.#all(
      (row) => roleOf(row, this.cipher),
      'SELECT * FROM roles WHERE authority = ? ORDER BY scope_id, name',
      authority,
    )
  }

  async credential(serialNumber: string): Promise<CredentialRecord | undefined> {
    return this.#first(credentialOf, 'SELECT * FROM credentials WHERE serial_number = ?', serialNumber)
  }

  async credentialByFingerprint(fingerprint: string): Promise<CredentialRecord | undefined> {
    return this.#first(credentialOf, 'SELECT * FROM credentials WHERE fingerprint = ?', fingerprint)
  }

  async credentials(roleId: string, page?: CredentialPage): Promise<readonly CredentialRecord[]> {
    const order = 'ORDER BY created_at, serial_number'
    if (page === undefined)
      return this.#all(credentialOf, `SELECT * FROM credentials WHERE role_id = ? ${order}`, roleId)
    const {after = {createdAt: Number.MIN_SAFE_INTEGER, serialNumber: ''}, limit} = page
    const sql = `SELECT * FROM credentials WHERE role_id = ? AND (created_at, serial_number) > (?, ?) ${order} LIMIT ?`
    return this.#all(credentialOf, sql, roleId, after.createdAt, after.serialNumber, limit)
  }

  async countCredentials(roleId: string): Promise<number> {
    const sql = 'SELECT count(*) AS total FROM credentials WHERE role_id = ? AND revoked_at IS NULL'
    return (await this.#first((row) => integerOf(row, 'total'), sql, roleId)) ?? 0
  }

  async credentialSerialNumbers(roleId: string): Promise<readonly string[]> {
    const sql = `SELECT serial_number FROM credentials WHERE role_id = ? AND revoked_at IS NULL
      ORDER BY created_at, serial_number`
    return this.#all((row) => textOf(row, 'serial_number'), sql, roleId)
  }

  async expiringCredentials(
    before: number,
    limit: number,
    after: CredentialEnd = {notAfter: Number.MIN_SAFE_INTEGER, serialNumber: ''},
  ): Promise<readonly CredentialRecord[]> {
    const sql = `SELECT * FROM credentials WHERE revoked_at IS NULL AND not_after < ?
      AND (not_after, serial_number) > (?, ?) ORDER BY not_after, serial_number LIMIT ?`
    return this.#all(credentialOf, sql, before, after.notAfter, after.serialNumber, limit)
  }

  async countExpiringCredentials(from: number, before: number): Promise<number> {
    const sql = `SELECT count(*) AS total FROM credentials WHERE revoked_at IS NULL AND not_after >= ? AND not_after < ?`
    return (await this.#first((row) => integerOf(row, 'total'), sql, from, before)) ?? 0
  }

  async credentialTerms(after: string | undefined, limit: number): Promise<readonly CredentialTerm[]> {
    const sql = `SELECT serial_number, scope_id, not_after, revoked_at FROM credentials WHERE serial_number > ?
      ORDER BY serial_number LIMIT ?`
    return this.#all(termOf, sql, after ?? '', limit)
  }

  async countIssuedCredentials(authority: string, endingAfter: number): Promise<number> {
    const sql = `SELECT count(*) AS total FROM credentials
      WHERE authority = ? AND revoked_at IS NULL AND not_after > ?`
    return (await this.#first((row) => integerOf(row, 'total'), sql, authority, endingAfter)) ?? 0
  }

  async authority(name: string): Promise<AuthorityRecord | undefined> {
    return this.#first((row) => authorityOf(row, this.cipher), 'SELECT * FROM authorities WHERE name = ?', name)
  }

  async authorities(): Promise<readonly AuthorityRecord[]> {
    return this.#all((row) => authorityOf(row, this.cipher), 'SELECT * FROM authorities ORDER BY name')
  }

  async authorityCertificates(): Promise<readonly AuthorityCertificate[]> {
    const sql = `SELECT name, kind, certificate_pem, superseded_by FROM authorities WHERE scope_id IS NULL ORDER BY name`
    return this.#all(authorityCertificateOf, sql)
  }

  async scopeAuthority(scopeId: string): Promise<AuthorityRecord | undefined> {
    const sql = 'SELECT * FROM authorities WHERE scope_id = ? ORDER BY created_at DESC, name DESC LIMIT 1'
    return this.#first((row) => authorityOf(row, this.cipher), sql, scopeId)
  }

  async revokedCertificate(fingerprint: string): Promise<RevokedCertificateRecord | undefined> {
    return this.#first(revokedCertificateOf, 'SELECT * FROM revoked_certificates WHERE fingerprint = ?', fingerprint)
  }

  async revokedCertificates(authority: string): Promise<readonly RevokedCertificateRecord[]> {
    const sql = 'SELECT * FROM revoked_certificates WHERE authority = ? ORDER BY revoked_at, fingerprint'
    return this.#all(revokedCertificateOf, sql, authority)
  }

  async listener(name: string): Promise<ListenerRecord | undefined> {
    return this.#first(listenerOf, 'SELECT * FROM listeners WHERE name = ?', name)
  }

  async listeners(): Promise<readonly ListenerRecord[]> {
    return this.#all(listenerOf, 'SELECT * FROM listeners ORDER BY name')
  }

  async token(hash: string): Promise<TokenRecord | undefined> {
    return this.#first(tokenOf, 'SELECT * FROM tokens WHERE hash = ?', hash)
  }

  async tokens(): Promise<readonly TokenRecord[]> {
    return this.#all(tokenOf, 'SELECT * FROM tokens ORDER BY created_at, accessor')
  }

  async changes(after: number, limit: number): Promise<readonly ChangeRecord[]> {
    const sql = 'SELECT * FROM administrative_changes WHERE sequence > ? ORDER BY sequence LIMIT ?'
    return this.#all(changeOf, sql, after, limit)
  }

  async setting(name: string): Promise<string | undefined> {
    return this.#first((row) => textOf(row, 'value'), 'SELECT value FROM settings WHERE name = ?', name)
  }

  async secretSetting(name: string): Promise<Uint8Array | undefined> {
    const text = await this.setting(secretName(name))
    if (text === undefined) return undefined
    return this.cipher.open(Buffer.from(text, 'base64'), {table: 'settings', scopeId: '', id: name})
  }

  async #first<T>(parse: (row: SqlRow) => T, sql: string, ...parameters: SqlValue[]): Promise<T | undefined> {
    const [row] = await this.session.query(sql, parameters)
    return row && parse(row)
  }

  async #all<T>(parse: (row: SqlRow) => T, sql: string, ...parameters: SqlValue[]): Promise<readonly T[]> {
    return (await this.session.query(sql, parameters)).map(parse)
  }
}
