import type {AdministrationWriter, AuthorityRecord, CredentialRecord, RoleRecord, ScopeRecord} from '../store.ts'
import {failures} from '../failures.ts'
import type {RowCipher} from '../seal/row-cipher.ts'
import type {SqlRow, SqlSession, SqlValue} from './driver.ts'
import {authorityOf, credentialColumns, credentialOf, roleColumns, roleOf, scopeOf} from './administration-rows.ts'
import {textOf} from './row.ts'

/** Scopes, roles, credentials, authorities and settings in SQL; private keys are sealed. */
export class SqlAdministration implements AdministrationWriter {
  readonly #session: SqlSession
  readonly #cipher: RowCipher

  constructor(session: SqlSession, cipher: RowCipher) {
    this.#session = session
    this.#cipher = cipher
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
    return this.#first(roleOf, 'SELECT * FROM roles WHERE scope_id = ? AND name = ?', scopeId, name)
  }

  async roleById(id: string): Promise<RoleRecord | undefined> {
    return this.#first(roleOf, 'SELECT * FROM roles WHERE id = ?', id)
  }

  async roles(scopeId: string): Promise<readonly RoleRecord[]> {
    return this.#all(roleOf, 'SELECT * FROM roles WHERE scope_id = ? ORDER BY name', scopeId)
  }

  async credential(serialNumber: string): Promise<CredentialRecord | undefined> {
    return this.#first(credentialOf, 'SELECT * FROM credentials WHERE serial_number = ?', serialNumber)
  }

  async credentialByFingerprint(fingerprint: string): Promise<CredentialRecord | undefined> {
    return this.#first(credentialOf, 'SELECT * FROM credentials WHERE fingerprint = ?', fingerprint)
  }

  async credentials(roleId: string): Promise<readonly CredentialRecord[]> {
    const sql = 'SELECT * FROM credentials WHERE role_id = ? ORDER BY created_at, serial_number'
    return this.#all(credentialOf, sql, roleId)
  }

  async authority(name: string): Promise<AuthorityRecord | undefined> {
    return this.#first((row) => authorityOf(row, this.#cipher), 'SELECT * FROM authorities WHERE name = ?', name)
  }

  async authorities(): Promise<readonly AuthorityRecord[]> {
    return this.#all((row) => authorityOf(row, this.#cipher), 'SELECT * FROM authorities ORDER BY name')
  }

  async scopeAuthority(scopeId: string): Promise<AuthorityRecord | undefined> {
    const sql = 'SELECT * FROM authorities WHERE scope_id = ? ORDER BY created_at DESC, name DESC LIMIT 1'
    return this.#first((row) => authorityOf(row, this.#cipher), sql, scopeId)
  }

  async setting(name: string): Promise<string | undefined> {
    return this.#first((row) => textOf(row, 'value'), 'SELECT value FROM settings WHERE name = ?', name)
  }

  async insertScope({id, name, createdAt}: ScopeRecord): Promise<void> {
    const sql = 'INSERT INTO scopes (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
    if ((await this.#write(sql, [id, name, createdAt])) === 0) throw failures.taken('Scope', name)
  }

  /** Index entries have no foreign key: it would cost a look-up for each entry written. The other tables cascade. */
  async deleteScope(id: string): Promise<void> {
    await this.#session.run('DELETE FROM object_index WHERE scope_id = ?', [id])
    await this.#write('DELETE FROM scopes WHERE id = ?', [id])
  }

  async insertRole(role: RoleRecord): Promise<void> {
    const sql = `INSERT INTO roles (scope_id, name, grant_kind, operations, key_type, key_bits, ttl_seconds, created_at,
      receive, message_credentials, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    if ((await this.#write(sql, [...roleColumns(role), role.id])) === 0) throw failures.taken('Role', role.name)
  }

  async updateRole(role: RoleRecord): Promise<void> {
    const sql = `UPDATE roles SET scope_id = ?, name = ?, grant_kind = ?, operations = ?, key_type = ?, key_bits = ?,
      ttl_seconds = ?, created_at = ?, receive = ?, message_credentials = ? WHERE id = ?`
    if ((await this.#write(sql, [...roleColumns(role), role.id])) === 0) throw failures.missing('Role', role.id)
  }

  async deleteRole(id: string): Promise<void> {
    await this.#write('DELETE FROM roles WHERE id = ?', [id])
  }

  async insertCredential(credential: CredentialRecord): Promise<void> {
    const sql = `INSERT INTO credentials (fingerprint, scope_id, role_id, certificate_pem, not_before, not_after,
      created_at, revoked_at, serial_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    const changes = await this.#write(sql, [...credentialColumns(credential), credential.serialNumber])
    if (changes === 0) throw failures.taken('Credential', credential.serialNumber)
  }

  async updateCredential(credential: CredentialRecord): Promise<void> {
    const sql = `UPDATE credentials SET fingerprint = ?, scope_id = ?, role_id = ?, certificate_pem = ?, not_before = ?,
      not_after = ?, created_at = ?, revoked_at = ? WHERE serial_number = ?`
    const changes = await this.#write(sql, [...credentialColumns(credential), credential.serialNumber])
    if (changes === 0) throw failures.missing('Credential', credential.serialNumber)
  }

  async insertAuthority(authority: AuthorityRecord): Promise<void> {
    const {name, scopeId, certificatePem, issuer, createdAt} = authority
    const clear = Buffer.from(authority.privateKeyPem)
    const sealed = this.#cipher.seal(clear, {table: 'authorities', scopeId: '', id: name})
    clear.fill(0)
    const sql = `INSERT INTO authorities (name, scope_id, certificate_pem, private_key, issuer, created_at)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    const parameters = [name, scopeId ?? null, certificatePem, sealed, issuer ?? null, createdAt]
    const changes = await this.#write(sql, parameters)
    if (changes === 0) throw failures.taken('Authority', name)
  }

  async putSetting(name: string, value: string): Promise<void> {
    const sql =
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
    await this.#write(sql, [name, value])
  }

  async #first<T>(parse: (row: SqlRow) => T, sql: string, ...parameters: SqlValue[]): Promise<T | undefined> {
    const [row] = await this.#session.query(sql, parameters)
    return row && parse(row)
  }

  async #all<T>(parse: (row: SqlRow) => T, sql: string, ...parameters: SqlValue[]): Promise<readonly T[]> {
    return (await this.#session.query(sql, parameters)).map(parse)
  }

  async #write(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    const changes = await this.#session.run(sql, parameters)
    await this.#session.run(
      `UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'administrative_revision'`,
    )
    return changes
  }
}
