import type {
  AuthorityRecord,
  ChangeRecord,
  ContinuationRecord,
  CredentialRecord,
  JobRecord,
  ListenerRecord,
  RevokedCertificateRecord,
  RoleRecord,
  TokenRecord,
} from '../store.ts'
import {failures} from '../failures.ts'
import type {MemoryScope} from './memory-scope.ts'

/** All that a store in memory holds. */
export class MemoryState {
  readonly scopes = new Map<string, MemoryScope>()
  readonly roles = new Map<string, RoleRecord>()
  /** By serial number. */
  readonly credentials = new Map<string, CredentialRecord>()
  /** Serial number by fingerprint. */
  readonly fingerprints = new Map<string, string>()
  readonly authorities = new Map<string, AuthorityRecord>()
  /** By fingerprint. */
  readonly revokedCertificates = new Map<string, RevokedCertificateRecord>()
  readonly listeners = new Map<string, ListenerRecord>()
  /** By accessor. */
  readonly tokens = new Map<string, TokenRecord>()
  /** In their order, by sequence number. */
  readonly changes = new Map<number, ChangeRecord>()
  readonly settings = new Map<string, string>()
  readonly continuations = new Map<string, ContinuationRecord>()
  readonly jobs = new Map<string, JobRecord & {readonly sequence: number}>()
  readonly rules = new Map<string, {readonly scopeId: string; readonly content: Uint8Array}>()
  revision = 0
  #sequence = 0

  nextSequence(): number {
    return ++this.#sequence
  }

  /** Fails with StorageError NOT_FOUND, as a foreign key would. */
  existingScope(id: string): MemoryScope {
    const scope = this.scopes.get(id)
    if (scope === undefined) throw failures.missing('Scope', id)
    return scope
  }
}
