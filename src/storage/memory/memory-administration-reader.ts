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
import {compareText} from './compare-text.ts'
import type {MemoryState} from './memory-state.ts'
import {secretName} from '../secret-name.ts'

const byName = (a: {readonly name: string}, b: {readonly name: string}): number => compareText(a.name, b.name)

const byAge = (
  a: Pick<CredentialRecord, 'createdAt' | 'serialNumber'>,
  b: Pick<CredentialRecord, 'createdAt' | 'serialNumber'>,
): number => a.createdAt - b.createdAt || compareText(a.serialNumber, b.serialNumber)

const byEnd = (a: CredentialEnd, b: CredentialEnd): number =>
  a.notAfter - b.notAfter || compareText(a.serialNumber, b.serialNumber)

/** Reads administrative records in memory. */
export class MemoryAdministrationReader implements AdministrationReader {
  protected readonly state: MemoryState

  constructor(state: MemoryState) {
    this.state = state
  }

  async scope(name: string): Promise<ScopeRecord | undefined> {
    for (const {record} of this.state.scopes.values()) if (record.name === name) return record
    return undefined
  }

  async scopeById(id: string): Promise<ScopeRecord | undefined> {
    return this.state.scopes.get(id)?.record
  }

  async scopes(): Promise<readonly ScopeRecord[]> {
    return [...this.state.scopes.values()].map((scope) => scope.record).sort(byName)
  }

  async role(scopeId: string, name: string): Promise<RoleRecord | undefined> {
    return this.rolesOf(scopeId).find((role) => role.name === name)
  }

  async roleById(id: string): Promise<RoleRecord | undefined> {
    return this.state.roles.get(id)
  }

  async roles(scopeId: string): Promise<readonly RoleRecord[]> {
    return this.rolesOf(scopeId).sort(byName)
  }

  async rolesOfAuthority(authority: string): Promise<readonly RoleRecord[]> {
    return [...this.state.roles.values()]
      .filter((role) => role.authority === authority)
      .sort((a, b) => compareText(a.scopeId, b.scopeId) || byName(a, b))
  }

  async credential(serialNumber: string): Promise<CredentialRecord | undefined> {
    return this.state.credentials.get(serialNumber)
  }

  async credentialByFingerprint(fingerprint: string): Promise<CredentialRecord | undefined> {
    const serialNumber = this.state.fingerprints.get(fingerprint)
    return serialNumber === undefined ? undefined : this.state.credentials.get(serialNumber)
  }

  async credentials(roleId: string, page?: CredentialPage): Promise<readonly CredentialRecord[]> {
    const all = [...this.state.credentials.values()].filter((credential) => credential.roleId === roleId).sort(byAge)
    const {after, limit = all.length} = page ?? {}
    const following = after === undefined ? all : all.filter((credential) => byAge(credential, after) > 0)
    return following.slice(0, limit)
  }

  async countCredentials(roleId: string): Promise<number> {
    return (await this.credentialSerialNumbers(roleId)).length
  }

  async credentialSerialNumbers(roleId: string): Promise<readonly string[]> {
    const all = await this.credentials(roleId)
    return all.filter(({revokedAt}) => revokedAt === undefined).map(({serialNumber}) => serialNumber)
  }

  async expiringCredentials(
    before: number,
    limit: number,
    after?: CredentialEnd,
  ): Promise<readonly CredentialRecord[]> {
    return [...this.state.credentials.values()]
      .filter(({revokedAt, notAfter}) => revokedAt === undefined && notAfter < before)
      .filter((credential) => after === undefined || byEnd(credential, after) > 0)
      .sort(byEnd)
      .slice(0, limit)
  }

  async credentialTerms(after = '', limit: number): Promise<readonly CredentialTerm[]> {
    return [...this.state.credentials.values()]
      .filter(({serialNumber}) => compareText(serialNumber, after) > 0)
      .sort((a, b) => compareText(a.serialNumber, b.serialNumber))
      .slice(0, limit)
      .map(({serialNumber, scopeId, notAfter, revokedAt}) => ({serialNumber, scopeId, notAfter, revokedAt}))
  }

  async countIssuedCredentials(authority: string, endingAfter: number): Promise<number> {
    let total = 0
    for (const one of this.state.credentials.values()) {
      if (one.authority === authority && one.revokedAt === undefined && one.notAfter > endingAfter) total += 1
    }
    return total
  }

  async countExpiringCredentials(from: number, before: number): Promise<number> {
    const all = [...this.state.credentials.values()]
    return all.filter(({revokedAt, notAfter}) => revokedAt === undefined && notAfter >= from && notAfter < before)
      .length
  }

  async authority(name: string): Promise<AuthorityRecord | undefined> {
    return this.state.authorities.get(name)
  }

  async authorities(): Promise<readonly AuthorityRecord[]> {
    return [...this.state.authorities.values()].sort(byName)
  }

  async authorityCertificates(): Promise<readonly AuthorityCertificate[]> {
    const own = (await this.authorities()).filter(({scopeId}) => scopeId === undefined)
    return own.map(({name, kind, certificatePem, supersededBy}) => ({name, kind, certificatePem, supersededBy}))
  }

  async scopeAuthority(scopeId: string): Promise<AuthorityRecord | undefined> {
    return [...this.state.authorities.values()]
      .filter((authority) => authority.scopeId === scopeId)
      .sort((a, b) => a.createdAt - b.createdAt || compareText(a.name, b.name))
      .at(-1)
  }

  async revokedCertificate(fingerprint: string): Promise<RevokedCertificateRecord | undefined> {
    return this.state.revokedCertificates.get(fingerprint)
  }

  async revokedCertificates(authority: string): Promise<readonly RevokedCertificateRecord[]> {
    return [...this.state.revokedCertificates.values()]
      .filter((one) => one.authority === authority)
      .sort((a, b) => a.revokedAt - b.revokedAt || compareText(a.fingerprint, b.fingerprint))
  }

  async listener(name: string): Promise<ListenerRecord | undefined> {
    return this.state.listeners.get(name)
  }

  async listeners(): Promise<readonly ListenerRecord[]> {
    return [...this.state.listeners.values()].sort(byName)
  }

  async token(hash: string): Promise<TokenRecord | undefined> {
    for (const token of this.state.tokens.values()) if (token.hash === hash) return token
    return undefined
  }

  async tokens(): Promise<readonly TokenRecord[]> {
    return [...this.state.tokens.values()].sort(
      (a, b) => a.createdAt - b.createdAt || compareText(a.accessor, b.accessor),
    )
  }

  async changes(after: number, limit: number): Promise<readonly ChangeRecord[]> {
    return [...this.state.changes.values()].filter(({sequence}) => sequence > after).slice(0, limit)
  }

  async setting(name: string): Promise<string | undefined> {
    return this.state.settings.get(name)
  }

  async secretSetting(name: string): Promise<Uint8Array | undefined> {
    const text = await this.setting(secretName(name))
    return text === undefined ? undefined : Buffer.from(text, 'base64')
  }

  protected rolesOf(scopeId: string): RoleRecord[] {
    return [...this.state.roles.values()].filter((role) => role.scopeId === scopeId)
  }
}
