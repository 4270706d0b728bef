import type {AdministrationWriter, AuthorityRecord, CredentialRecord, RoleRecord, ScopeRecord} from '../store.ts'
import {failures} from '../failures.ts'
import {compareText} from './compare-text.ts'
import {MemoryScope} from './memory-scope.ts'
import type {MemoryState} from './memory-state.ts'
import type {UndoLog} from './undo-log.ts'

const byName = (a: {readonly name: string}, b: {readonly name: string}): number => compareText(a.name, b.name)

/** Scopes, roles, credentials, authorities and settings in memory. */
export class MemoryAdministration implements AdministrationWriter {
  readonly #state: MemoryState
  readonly #log: UndoLog

  constructor(state: MemoryState, log: UndoLog) {
    this.#state = state
    this.#log = log
  }

  async scope(name: string): Promise<ScopeRecord | undefined> {
    for (const {record} of this.#state.scopes.values()) if (record.name === name) return record
    return undefined
  }

  async scopeById(id: string): Promise<ScopeRecord | undefined> {
    return this.#state.scopes.get(id)?.record
  }

  async scopes(): Promise<readonly ScopeRecord[]> {
    return [...this.#state.scopes.values()].map((scope) => scope.record).sort(byName)
  }

  async role(scopeId: string, name: string): Promise<RoleRecord | undefined> {
    return this.#roles(scopeId).find((role) => role.name === name)
  }

  async roleById(id: string): Promise<RoleRecord | undefined> {
    return this.#state.roles.get(id)
  }

  async roles(scopeId: string): Promise<readonly RoleRecord[]> {
    return this.#roles(scopeId).sort(byName)
  }

  async credential(serialNumber: string): Promise<CredentialRecord | undefined> {
    return this.#state.credentials.get(serialNumber)
  }

  async credentialByFingerprint(fingerprint: string): Promise<CredentialRecord | undefined> {
    const serialNumber = this.#state.fingerprints.get(fingerprint)
    return serialNumber === undefined ? undefined : this.#state.credentials.get(serialNumber)
  }

  async credentials(roleId: string): Promise<readonly CredentialRecord[]> {
    return [...this.#state.credentials.values()]
      .filter((credential) => credential.roleId === roleId)
      .sort((a, b) => a.createdAt - b.createdAt || compareText(a.serialNumber, b.serialNumber))
  }

  async authority(name: string): Promise<AuthorityRecord | undefined> {
    return this.#state.authorities.get(name)
  }

  async authorities(): Promise<readonly AuthorityRecord[]> {
    return [...this.#state.authorities.values()].sort(byName)
  }

  async scopeAuthority(scopeId: string): Promise<AuthorityRecord | undefined> {
    return [...this.#state.authorities.values()]
      .filter((authority) => authority.scopeId === scopeId)
      .sort((a, b) => a.createdAt - b.createdAt || compareText(a.name, b.name))
      .at(-1)
  }

  async setting(name: string): Promise<string | undefined> {
    return this.#state.settings.get(name)
  }

  async insertScope(scope: ScopeRecord): Promise<void> {
    this.#advance()
    if (this.#state.scopes.has(scope.id)) throw failures.taken('Scope', scope.id)
    if ((await this.scope(scope.name)) !== undefined) throw failures.taken('Scope', scope.name)
    this.#log.set(this.#state.scopes, scope.id, new MemoryScope({...scope}))
  }

  async deleteScope(id: string): Promise<void> {
    this.#advance()
    const {scopes, continuations, jobs, authorities} = this.#state
    for (const role of this.#roles(id)) this.#removeRole(role.id)
    for (const [key, record] of continuations) if (record.scopeId === id) this.#log.delete(continuations, key)
    for (const [key, record] of jobs) if (record.scopeId === id) this.#log.delete(jobs, key)
    for (const [key, record] of authorities) if (record.scopeId === id) this.#log.delete(authorities, key)
    this.#log.delete(scopes, id)
  }

  async insertRole(role: RoleRecord): Promise<void> {
    this.#advance()
    this.#state.existingScope(role.scopeId)
    if (this.#state.roles.has(role.id)) throw failures.taken('Role', role.id)
    this.#assertRoleName(role)
    this.#log.set(this.#state.roles, role.id, {...role})
  }

  async updateRole(role: RoleRecord): Promise<void> {
    this.#advance()
    if (!this.#state.roles.has(role.id)) throw failures.missing('Role', role.id)
    this.#state.existingScope(role.scopeId)
    this.#assertRoleName(role)
    this.#log.set(this.#state.roles, role.id, {...role})
  }

  async deleteRole(id: string): Promise<void> {
    this.#advance()
    this.#removeRole(id)
  }

  async insertCredential(credential: CredentialRecord): Promise<void> {
    this.#advance()
    if (this.#state.credentials.has(credential.serialNumber))
      throw failures.taken('Credential', credential.serialNumber)
    this.#putCredential(credential)
  }

  async updateCredential(credential: CredentialRecord): Promise<void> {
    this.#advance()
    const before = this.#state.credentials.get(credential.serialNumber)
    if (before === undefined) throw failures.missing('Credential', credential.serialNumber)
    this.#putCredential(credential)
    if (before.fingerprint !== credential.fingerprint) this.#log.delete(this.#state.fingerprints, before.fingerprint)
  }

  async insertAuthority(authority: AuthorityRecord): Promise<void> {
    this.#advance()
    if (authority.scopeId !== undefined) this.#state.existingScope(authority.scopeId)
    if (this.#state.authorities.has(authority.name)) throw failures.taken('Authority', authority.name)
    this.#log.set(this.#state.authorities, authority.name, {...authority})
  }

  async putSetting(name: string, value: string): Promise<void> {
    this.#advance()
    this.#log.set(this.#state.settings, name, value)
  }

  #advance(): void {
    this.#log.assertActive()
    const state = this.#state
    const before = state.revision
    state.revision++
    this.#log.record(() => (state.revision = before))
  }

  #roles(scopeId: string): RoleRecord[] {
    return [...this.#state.roles.values()].filter((role) => role.scopeId === scopeId)
  }

  #assertRoleName(role: RoleRecord): void {
    const same = this.#roles(role.scopeId).find((other) => other.name === role.name)
    if (same !== undefined && same.id !== role.id) throw failures.taken('Role', role.name)
  }

  #putCredential(credential: CredentialRecord): void {
    const {credentials, fingerprints, roles} = this.#state
    const {serialNumber, fingerprint, scopeId, roleId} = credential
    this.#state.existingScope(scopeId)
    if (!roles.has(roleId)) throw failures.missing('Role', roleId)
    const owner = fingerprints.get(fingerprint)
    if (owner !== undefined && owner !== serialNumber) throw failures.taken('Credential', serialNumber)
    this.#log.set(credentials, serialNumber, {...credential})
    this.#log.set(fingerprints, fingerprint, serialNumber)
  }

  #removeRole(id: string): void {
    const {credentials, fingerprints, roles} = this.#state
    for (const credential of credentials.values()) {
      if (credential.roleId !== id) continue
      this.#log.delete(credentials, credential.serialNumber)
      this.#log.delete(fingerprints, credential.fingerprint)
    }
    this.#log.delete(roles, id)
  }
}
