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
import {MemoryAdministrationReader} from './memory-administration-reader.ts'
import {MemoryScope} from './memory-scope.ts'
import type {MemoryState} from './memory-state.ts'
import type {UndoLog} from './undo-log.ts'
import {secretName} from '../secret-name.ts'

/** Reads and writes administrative records in memory. */
export class MemoryAdministration extends MemoryAdministrationReader implements AdministrationWriter {
  readonly #log: UndoLog

  constructor(state: MemoryState, log: UndoLog) {
    super(state)
    this.#log = log
  }

  async insertScope(scope: ScopeRecord): Promise<void> {
    this.#advance()
    if (this.state.scopes.has(scope.id)) throw failures.taken('Scope', scope.id)
    if ((await this.scope(scope.name)) !== undefined) throw failures.taken('Scope', scope.name)
    this.#log.set(this.state.scopes, scope.id, new MemoryScope({...scope}))
  }

  async deleteScope(id: string): Promise<void> {
    this.#advance()
    const {scopes, continuations, jobs, rules, authorities, tokens} = this.state
    for (const role of this.rolesOf(id)) this.#removeRole(role.id)
    for (const [key, record] of continuations) if (record.scopeId === id) this.#log.delete(continuations, key)
    for (const [key, record] of jobs) if (record.scopeId === id) this.#log.delete(jobs, key)
    for (const [key, record] of rules) if (record.scopeId === id) this.#log.delete(rules, key)
    for (const [key, record] of authorities) if (record.scopeId === id) this.#log.delete(authorities, key)
    for (const [key, record] of tokens) if (record.scopeId === id) this.#log.delete(tokens, key)
    this.#log.delete(scopes, id)
  }

  async insertRole(role: RoleRecord): Promise<void> {
    this.#advance()
    this.state.existingScope(role.scopeId)
    if (this.state.roles.has(role.id)) throw failures.taken('Role', role.id)
    this.#assertRoleName(role)
    this.#log.set(this.state.roles, role.id, {...role})
  }

  async updateRole(role: RoleRecord): Promise<void> {
    this.#advance()
    if (!this.state.roles.has(role.id)) throw failures.missing('Role', role.id)
    this.state.existingScope(role.scopeId)
    this.#assertRoleName(role)
    this.#log.set(this.state.roles, role.id, {...role})
  }

  async deleteRole(id: string): Promise<void> {
    this.#advance()
    this.#removeRole(id)
  }

  async insertCredential(credential: CredentialRecord): Promise<void> {
    this.#advance()
    if (this.state.credentials.has(credential.serialNumber)) throw failures.taken('Credential', credential.serialNumber)
    this.#putCredential(credential)
  }

  async updateCredential(credential: CredentialRecord): Promise<void> {
    this.#advance()
    const before = this.state.credentials.get(credential.serialNumber)
    if (before === undefined) throw failures.missing('Credential', credential.serialNumber)
    this.#putCredential(credential)
    if (before.fingerprint !== credential.fingerprint) this.#log.delete(this.state.fingerprints, before.fingerprint)
  }

  async deleteCredential(serialNumber: string): Promise<void> {
    this.#advance()
    const record = this.state.credentials.get(serialNumber)
    if (record !== undefined) this.#removeCredential(record)
  }

  async insertAuthority(authority: AuthorityRecord): Promise<void> {
    this.#advance()
    if (authority.scopeId !== undefined) this.state.existingScope(authority.scopeId)
    if (this.state.authorities.has(authority.name)) throw failures.taken('Authority', authority.name)
    this.#log.set(this.state.authorities, authority.name, {...authority})
  }

  async updateAuthority(authority: AuthorityRecord): Promise<void> {
    this.#advance()
    if (!this.state.authorities.has(authority.name)) throw failures.missing('Authority', authority.name)
    if (authority.scopeId !== undefined) this.state.existingScope(authority.scopeId)
    this.#log.set(this.state.authorities, authority.name, {...authority})
  }

  async deleteAuthority(name: string): Promise<void> {
    this.#advance()
    this.#log.delete(this.state.authorities, name)
  }

  async insertRevokedCertificate(certificate: RevokedCertificateRecord): Promise<void> {
    this.#advance()
    const {revokedCertificates} = this.state
    if (!revokedCertificates.has(certificate.fingerprint)) {
      this.#log.set(revokedCertificates, certificate.fingerprint, {...certificate})
    }
  }

  async deleteRevokedCertificates(endedBefore: number): Promise<number> {
    this.#advance()
    const {revokedCertificates} = this.state
    const old = [...revokedCertificates.values()].filter(({notAfter}) => notAfter < endedBefore)
    for (const {fingerprint} of old) this.#log.delete(revokedCertificates, fingerprint)
    return old.length
  }

  async putListener(listener: ListenerRecord): Promise<void> {
    this.#advance()
    this.#log.set(this.state.listeners, listener.name, {...listener})
  }

  async deleteListener(name: string): Promise<void> {
    this.#advance()
    this.#log.delete(this.state.listeners, name)
  }

  async insertToken(token: TokenRecord): Promise<void> {
    this.#advance()
    if (token.scopeId !== undefined) this.state.existingScope(token.scopeId)
    const isTaken = this.state.tokens.has(token.accessor) || (await this.token(token.hash)) !== undefined
    if (isTaken) throw failures.taken('Token', token.accessor)
    this.#log.set(this.state.tokens, token.accessor, {...token})
  }

  async deleteToken(accessor: string): Promise<void> {
    this.#advance()
    this.#log.delete(this.state.tokens, accessor)
  }

  async insertChange(change: Omit<ChangeRecord, 'sequence'>): Promise<void> {
    this.#advance()
    const sequence = this.state.nextSequence()
    this.#log.set(this.state.changes, sequence, {...change, sequence})
  }

  async deleteChanges(before: number): Promise<number> {
    this.#advance()
    const {changes} = this.state
    const old = [...changes.values()].filter(({at}) => at < before)
    for (const {sequence} of old) this.#log.delete(changes, sequence)
    return old.length
  }

  async putSetting(name: string, value: string): Promise<void> {
    this.#advance()
    this.#log.set(this.state.settings, name, value)
  }

  async putSecretSetting(name: string, value: Uint8Array): Promise<void> {
    await this.putSetting(secretName(name), Buffer.from(value).toString('base64'))
  }

  #advance(): void {
    this.#log.assertActive()
    const state = this.state
    const before = state.revision
    state.revision++
    this.#log.record(() => (state.revision = before))
  }

  #assertRoleName(role: RoleRecord): void {
    const same = this.rolesOf(role.scopeId).find((other) => other.name === role.name)
    if (same !== undefined && same.id !== role.id) throw failures.taken('Role', role.name)
  }

  #putCredential(credential: CredentialRecord): void {
    const {credentials, fingerprints, roles} = this.state
    const {serialNumber, fingerprint, scopeId, roleId} = credential
    this.state.existingScope(scopeId)
    if (!roles.has(roleId)) throw failures.missing('Role', roleId)
    const owner = fingerprints.get(fingerprint)
    if (owner !== undefined && owner !== serialNumber) throw failures.taken('Credential', serialNumber)
    this.#log.set(credentials, serialNumber, {...credential})
    this.#log.set(fingerprints, fingerprint, serialNumber)
  }

  #removeRole(id: string): void {
    const {credentials, roles} = this.state
    for (const credential of credentials.values()) if (credential.roleId === id) this.#removeCredential(credential)
    this.#log.delete(roles, id)
  }

  #removeCredential({serialNumber, fingerprint}: CredentialRecord): void {
    this.#log.delete(this.state.credentials, serialNumber)
    this.#log.delete(this.state.fingerprints, fingerprint)
  }
}
