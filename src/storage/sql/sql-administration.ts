import type {
  AdministrationWriter,
  AuthorityRecord,
  ChangeRecord,
  CredentialRecord,
  ListenerRecord,
  RevokedCertificateRecord,
  RoleRecord,
  ScopeRecord,
  TokenRecord,
} from '../administration-store.ts'
import {failures} from '../failures.ts'
import {
  authorityColumns,
  credentialColumns,
  listenerDefinition,
  roleColumns,
  tokenColumns,
} from './administration-rows.ts'
import type {SqlValue} from './driver.ts'
import {SqlAdministrationReader} from './sql-administration-reader.ts'
import {secretName} from '../secret-name.ts'

/** Reads and writes the administrative tables; private keys are sealed. */
export class SqlAdministration extends SqlAdministrationReader implements AdministrationWriter {
  async insertScope({id, name, createdAt}: ScopeRecord): Promise<void> {
    const sql = 'INSERT INTO scopes (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
    if ((await this.#write(sql, [id, name, createdAt])) === 0) throw failures.taken('Scope', name)
  }

  /** Index entries have no foreign key: it would cost a look-up for each entry written. The other tables cascade. */
  async deleteScope(id: string): Promise<void> {
    await this.session.run('DELETE FROM object_index WHERE scope_id = ?', [id])
    await this.#write('DELETE FROM scopes WHERE id = ?', [id])
  }

  async insertRole(role: RoleRecord): Promise<void> {
    const sql = `INSERT INTO roles (scope_id, name, grant_kind, operations, key_type, key_bits, ttl_seconds, authority,
      created_at, receive, message_credentials, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    if ((await this.#write(sql, [...roleColumns(role, this.cipher), role.id])) === 0)
      throw failures.taken('Role', role.name)
  }

  async updateRole(role: RoleRecord): Promise<void> {
    const sql = `UPDATE roles SET scope_id = ?, name = ?, grant_kind = ?, operations = ?, key_type = ?, key_bits = ?,
      ttl_seconds = ?, authority = ?, created_at = ?, receive = ?, message_credentials = ? WHERE id = ?`
    if ((await this.#write(sql, [...roleColumns(role, this.cipher), role.id])) === 0)
      throw failures.missing('Role', role.id)
  }

  async deleteRole(id: string): Promise<void> {
    await this.#write('DELETE FROM roles WHERE id = ?', [id])
  }

  async insertCredential(credential: CredentialRecord): Promise<void> {
    const sql = `INSERT INTO credentials (fingerprint, scope_id, role_id, authority, certificate_pem, not_before,
      not_after, created_at, revoked_at, labels, serial_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`
    const changes = await this.#write(sql, [...credentialColumns(credential), credential.serialNumber])
    if (changes === 0) throw failures.taken('Credential', credential.serialNumber)
  }

  async updateCredential(credential: CredentialRecord): Promise<void> {
    const sql = `UPDATE credentials SET fingerprint = ?, scope_id = ?, role_id = ?, authority = ?, certificate_pem = ?,
      not_before = ?, not_after = ?, created_at = ?, revoked_at = ?, labels = ? WHERE serial_number = ?`
    const changes = await this.#write(sql, [...credentialColumns(credential), credential.serialNumber])
    if (changes === 0) throw failures.missing('Credential', credential.serialNumber)
  }

  async deleteCredential(serialNumber: string): Promise<void> {
    await this.#write('DELETE FROM credentials WHERE serial_number = ?', [serialNumber])
  }

  async insertAuthority(authority: AuthorityRecord): Promise<void> {
    const sql = `INSERT INTO authorities (scope_id, kind, certificate_pem, private_key, cross_certificate_pem, issuer,
      superseded_by, mapping, generation, created_at, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    const changes = await this.#write(sql, [...authorityColumns(authority, this.cipher), authority.name])
    if (changes === 0) throw failures.taken('Authority', authority.name)
  }

  async updateAuthority(authority: AuthorityRecord): Promise<void> {
    const sql = `UPDATE authorities SET scope_id = ?, kind = ?, certificate_pem = ?, private_key = ?,
      cross_certificate_pem = ?, issuer = ?, superseded_by = ?, mapping = ?, generation = ?,
      created_at = ? WHERE name = ?`
    const changes = await this.#write(sql, [...authorityColumns(authority, this.cipher), authority.name])
    if (changes === 0) throw failures.missing('Authority', authority.name)
  }

  async deleteAuthority(name: string): Promise<void> {
    await this.#write('DELETE FROM authorities WHERE name = ?', [name])
  }

  async insertRevokedCertificate(certificate: RevokedCertificateRecord): Promise<void> {
    const {fingerprint, authority, serialNumber, subject, notAfter, revokedAt} = certificate
    const sql = `INSERT INTO revoked_certificates (fingerprint, authority, serial_number, subject, not_after, revoked_at)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    await this.#write(sql, [fingerprint, authority, serialNumber, subject, notAfter, revokedAt])
  }

  async deleteRevokedCertificates(endedBefore: number): Promise<number> {
    return this.#write('DELETE FROM revoked_certificates WHERE not_after < ?', [endedBefore])
  }

  async putListener(listener: ListenerRecord): Promise<void> {
    const {name, createdAt} = listener
    const sql = `INSERT INTO listeners (name, definition, created_at) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET definition = excluded.definition, created_at = excluded.created_at`
    await this.#write(sql, [name, listenerDefinition(listener), createdAt])
  }

  async deleteListener(name: string): Promise<void> {
    await this.#write('DELETE FROM listeners WHERE name = ?', [name])
  }

  async insertToken(token: TokenRecord): Promise<void> {
    const sql = `INSERT INTO tokens (accessor, hash, display_name, scope_id, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`
    if ((await this.#write(sql, tokenColumns(token))) === 0) throw failures.taken('Token', token.accessor)
  }

  async deleteToken(accessor: string): Promise<void> {
    await this.#write('DELETE FROM tokens WHERE accessor = ?', [accessor])
  }

  async insertChange({at, actor, action, target}: Omit<ChangeRecord, 'sequence'>): Promise<void> {
    const sql = 'INSERT INTO administrative_changes (at, actor, action, target) VALUES (?, ?, ?, ?)'
    await this.#write(sql, [at, actor, action, JSON.stringify(target)])
  }

  async deleteChanges(before: number): Promise<number> {
    return this.#write('DELETE FROM administrative_changes WHERE at < ?', [before])
  }

  async putSetting(name: string, value: string): Promise<void> {
    const sql =
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'
    await this.#write(sql, [name, value])
  }

  async putSecretSetting(name: string, value: Uint8Array): Promise<void> {
    const sealed = this.cipher.seal(value, {table: 'settings', scopeId: '', id: name})
    await this.putSetting(secretName(name), Buffer.from(sealed).toString('base64'))
  }

  async #write(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    const changes = await this.session.run(sql, parameters)
    await this.session.run(
      `UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'administrative_revision'`,
    )
    return changes
  }
}
