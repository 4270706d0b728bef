/** What the store keeps of those who use it and of how it is served. Times are milliseconds since 1970. */

export interface ScopeRecord {
  readonly id: string
  readonly name: string
  readonly createdAt: number
}

/** `operations` holds KMIP names (`Create`, `CreateKeyPair`); meaningful for `some` only. */
export interface RoleRecord {
  readonly id: string
  readonly scopeId: string
  readonly name: string
  readonly grant: 'all' | 'none' | 'some'
  readonly operations: readonly string[]
  readonly keyType: string | undefined
  readonly keyBits: number | undefined
  readonly ttlSeconds: number | undefined
  /** Name of the authority that issues for the role; the server's own when undefined. */
  readonly authority: string | undefined
  /** Which requests the server may send to clients of the role; see `server/announcements`. */
  readonly receive: readonly string[]
  /** What clients of the role may prove themselves with inside of messages. */
  readonly messageCredentials: readonly MessageCredentialRecord[]
  readonly createdAt: number
}

/** A credential that stands in messages, as the operator registered it: the fields must be sent as they are here. */
export interface MessageCredentialRecord {
  /** KMIP's name of the credential type. */
  readonly type: 'UsernameAndPassword' | 'Device' | 'Attestation'
  readonly fields: Readonly<Record<string, string>>
  /** Hash of the password, in a form that names its algorithm. */
  readonly passwordHash?: string | undefined
  /** What has to be kept readable; sealed by the store. */
  readonly secrets?: MessageCredentialSecrets | undefined
}

export interface MessageCredentialSecrets {
  /** What a password is checked by that is sent hashed. */
  readonly hashedPassword?: string | undefined
  /** Of one-time passwords, in Base32. */
  readonly oneTimePassword?: string | undefined
}

export interface CredentialRecord {
  /** Decimal. */
  readonly serialNumber: string
  /** SHA-256 of the certificate in DER, lower-case hexadecimal without colons. */
  readonly fingerprint: string
  readonly scopeId: string
  readonly roleId: string
  /** Name and generation of the authority that issued it: `corporate/1`. */
  readonly authority: string
  readonly certificatePem: string
  readonly notBefore: number
  readonly notAfter: number
  readonly createdAt: number
  readonly revokedAt: number | undefined
  /** What the operator wrote on it. */
  readonly labels: Readonly<Record<string, string>>
}

/** How long a credential lasts, and whose it is. */
export type CredentialTerm = Pick<CredentialRecord, 'serialNumber' | 'scopeId' | 'notAfter' | 'revokedAt'>

export type SubjectField = 'CN' | 'O' | 'OU' | 'UID'

/** Which scope and role the clients of an imported authority have: named, or taken from a field of their subject. */
export interface AuthorityMapping {
  readonly scopeName?: string | undefined
  readonly scopeField?: SubjectField | undefined
  readonly roleName?: string | undefined
  readonly roleField?: SubjectField | undefined
}

/** A certificate authority; its private key is sealed by the store. */
export interface AuthorityRecord {
  readonly name: string
  /**
   * `default`: the root and intermediate of the server itself; `generated` and `imported`: the operator's, by name;
   * `scope`: certifies for the objects of one scope, and goes with it.
   */
  readonly kind: 'default' | 'scope' | 'generated' | 'imported'
  /** Of the kind `scope` only. */
  readonly scopeId: string | undefined
  /** An imported authority may have several certificates. */
  readonly certificatePem: string
  /** PKCS#8 PEM in clear at this interface; undefined when the authority does not sign, imported or superseded. */
  readonly privateKeyPem: string | undefined
  /** The same key certified by the authority before it, for those who know only that one. */
  readonly crossCertificatePem: string | undefined
  /** Name of the issuing authority; undefined for a root. */
  readonly issuer: string | undefined
  /** Counts from 1; another one takes its place under its name, and it keeps this number behind the name: `corporate/1`. */
  readonly generation: number
  /** Name of the authority that took its place: this one is trusted, but signs no more. */
  readonly supersededBy: string | undefined
  /** Of imported ones. */
  readonly mapping: AuthorityMapping | undefined
  readonly createdAt: number
}

/** What everybody may know of an authority. */
export type AuthorityCertificate = Pick<AuthorityRecord, 'name' | 'kind' | 'certificatePem' | 'supersededBy'>

/** A certificate of an imported authority that was taken back here. */
export interface RevokedCertificateRecord {
  /** SHA-256 of the certificate in DER, lower-case hexadecimal without colons. */
  readonly fingerprint: string
  /** Name of the imported authority. */
  readonly authority: string
  /** Decimal. */
  readonly serialNumber: string
  /** In words. */
  readonly subject: string
  readonly notAfter: number
  readonly revokedAt: number
}

/** A listener that the operator named. Fields as Vault's `listener` has them. */
export interface ListenerRecord {
  readonly name: string
  /** `host:port`. */
  readonly address: string
  /** Name of the generated authority that issues the server's certificate. */
  readonly authority: string
  readonly serverHostnames: readonly string[]
  readonly serverIps: readonly string[]
  readonly additionalClientAuthorities: readonly string[]
  readonly alsoUseLegacyAuthority: boolean
  /** `tls12` or `tls13`. */
  readonly tlsMinVersion: string
  readonly tlsMaxVersion: string | undefined
  /** Names of TLS 1.2 suites as IANA has them; the server's own choice when empty. */
  readonly tlsCipherSuites: readonly string[]
  readonly createdAt: number
}

/** What an administrator logs in with over HTTP; the token itself is kept nowhere. */
export interface TokenRecord {
  /** Names the token without being it. */
  readonly accessor: string
  /** SHA-256 of the token, lower-case hexadecimal. */
  readonly hash: string
  readonly displayName: string
  /** The one scope that it may administer; everything when undefined. It goes with its scope. */
  readonly scopeId: string | undefined
  readonly createdAt: number
  readonly expiresAt: number | undefined
}

/** An administrative change that was made, and by whom. */
export interface ChangeRecord {
  /** Grows with every change; numbers may be missing. */
  readonly sequence: number
  readonly at: number
  readonly actor: string
  /** Such as `scope.create`. */
  readonly action: string
  /** What it was made to and how; nothing secret. */
  readonly target: Readonly<Record<string, string>>
}

/** A piece of a list of credentials that is ordered by age. */
export interface CredentialPage {
  /** Those that follow this one. */
  readonly after?: Pick<CredentialRecord, 'createdAt' | 'serialNumber'> | undefined
  readonly limit: number
}

/** Where a credential stands in a list that is ordered by ends. */
export type CredentialEnd = Pick<CredentialRecord, 'notAfter' | 'serialNumber'>

export interface AdministrationReader {
  scope(name: string): Promise<ScopeRecord | undefined>
  scopeById(id: string): Promise<ScopeRecord | undefined>
  /** By name, as all lists of names. */
  scopes(): Promise<readonly ScopeRecord[]>
  role(scopeId: string, name: string): Promise<RoleRecord | undefined>
  roleById(id: string): Promise<RoleRecord | undefined>
  roles(scopeId: string): Promise<readonly RoleRecord[]>
  /** Of all scopes, those for which the authority of this name issues. */
  rolesOfAuthority(authority: string): Promise<readonly RoleRecord[]>
  credential(serialNumber: string): Promise<CredentialRecord | undefined>
  credentialByFingerprint(fingerprint: string): Promise<CredentialRecord | undefined>
  /** Oldest first: all, or a page of them. */
  credentials(roleId: string, page?: CredentialPage): Promise<readonly CredentialRecord[]>
  /** Without those that are revoked. */
  countCredentials(roleId: string): Promise<number>
  /** Oldest first, without those that are revoked. */
  credentialSerialNumbers(roleId: string): Promise<readonly string[]>
  /** Those that end before a time and are not revoked, the first to end first; only those that follow `after`. */
  expiringCredentials(before: number, limit: number, after?: CredentialEnd): Promise<readonly CredentialRecord[]>
  /** How many end not before `from` but before `before`, and are not revoked. */
  countExpiringCredentials(from: number, before: number): Promise<number>
  /** Of all scopes, in pieces: those whose serial numbers follow one as texts, in that order. */
  credentialTerms(after: string | undefined, limit: number): Promise<readonly CredentialTerm[]>
  /** Of those that an authority, named with its generation, issued: not revoked, and ending after a time. */
  countIssuedCredentials(authority: string, endingAfter: number): Promise<number>
  authority(name: string): Promise<AuthorityRecord | undefined>
  authorities(): Promise<readonly AuthorityRecord[]>
  /** Of those that belong to no scope. */
  authorityCertificates(): Promise<readonly AuthorityCertificate[]>
  /** The authority of a scope that was made last. */
  scopeAuthority(scopeId: string): Promise<AuthorityRecord | undefined>
  revokedCertificate(fingerprint: string): Promise<RevokedCertificateRecord | undefined>
  /** Of an imported authority, oldest first. */
  revokedCertificates(authority: string): Promise<readonly RevokedCertificateRecord[]>
  listener(name: string): Promise<ListenerRecord | undefined>
  listeners(): Promise<readonly ListenerRecord[]>
  token(hash: string): Promise<TokenRecord | undefined>
  /** Oldest first. */
  tokens(): Promise<readonly TokenRecord[]>
  /** Those that follow a sequence number, oldest first. */
  changes(after: number, limit: number): Promise<readonly ChangeRecord[]>
  setting(name: string): Promise<string | undefined>
  /** One that the store keeps sealed. */
  secretSetting(name: string): Promise<Uint8Array | undefined>
}

/** Every write here advances the store's administrative revision. */
export interface AdministrationWriter extends AdministrationReader {
  /** Fails with CONFLICT when the name is taken. */
  insertScope(scope: ScopeRecord): Promise<void>
  /** Removes the scope with its objects, roles, credentials, authorities and tokens. */
  deleteScope(id: string): Promise<void>
  /** Fails with CONFLICT when the scope has a role of this name. */
  insertRole(role: RoleRecord): Promise<void>
  updateRole(role: RoleRecord): Promise<void>
  /** Removes the role with its credentials. */
  deleteRole(id: string): Promise<void>
  insertCredential(credential: CredentialRecord): Promise<void>
  updateCredential(credential: CredentialRecord): Promise<void>
  deleteCredential(serialNumber: string): Promise<void>
  /** Fails with CONFLICT when the name is taken, NOT_FOUND without the scope. */
  insertAuthority(authority: AuthorityRecord): Promise<void>
  /** Fails with NOT_FOUND when there is none of this name. */
  updateAuthority(authority: AuthorityRecord): Promise<void>
  deleteAuthority(name: string): Promise<void>
  /** The first time counts. */
  insertRevokedCertificate(certificate: RevokedCertificateRecord): Promise<void>
  /** Forgets those that ended before a time; the number of them. */
  deleteRevokedCertificates(endedBefore: number): Promise<number>
  /** New, or in place of the one of this name. */
  putListener(listener: ListenerRecord): Promise<void>
  deleteListener(name: string): Promise<void>
  /** Fails with CONFLICT when accessor or hash are taken, NOT_FOUND without the scope. */
  insertToken(token: TokenRecord): Promise<void>
  deleteToken(accessor: string): Promise<void>
  insertChange(change: Omit<ChangeRecord, 'sequence'>): Promise<void>
  /** Forgets changes made before a time; the number of them. */
  deleteChanges(before: number): Promise<number>
  putSetting(name: string, value: string): Promise<void>
  putSecretSetting(name: string, value: Uint8Array): Promise<void>
}
