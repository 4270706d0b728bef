import type {OperationName} from '../../kmip/schema/operation.ts'
import type {ContinuationRecord, CredentialRecord, ReadTransaction} from '../../storage/store.ts'
import type {Identity} from './identity.ts'

/**
 * A client whose credential was just replaced has to fetch what it was replaced with, and has nothing else to do that with
 * than the old one. KMIP 2.1 section 6.1.48.
 */
const fetching: ReadonlySet<OperationName> = new Set<OperationName>(['Get', 'GetAttributeList', 'GetAttributes'])

/** For how long. */
const fetchMilliseconds = 10 * 60 * 1000

/** What is kept of a credential that was replaced: the identifiers of the objects that take its place. */
export function replacementRecord(
  fingerprint: string,
  objects: readonly string[],
  now: Date,
): Omit<ContinuationRecord, 'scopeId'> {
  return {
    id: recordId(fingerprint),
    state: Buffer.from(JSON.stringify(objects)),
    expiresAt: Math.floor((now.getTime() + fetchMilliseconds) / 1000),
  }
}

/** Nothing else is kept under such a name. */
function recordId(fingerprint: string): string {
  return `replaced/${fingerprint}`
}

/** Until when a revoked credential may fetch which objects, if it was replaced and not simply revoked. */
export interface Replaced {
  readonly objects: ReadonlySet<string>
  /** Milliseconds since 1970. */
  readonly notAfter: number
}

/** Undefined of a credential that was not replaced. */
export async function replacementOf(
  {continuations}: Pick<ReadTransaction, 'continuations'>,
  {scopeId, fingerprint, notAfter}: CredentialRecord,
): Promise<Replaced | undefined> {
  const record = await continuations.get(scopeId, recordId(fingerprint))
  if (record === undefined) return undefined
  const objects: readonly string[] = JSON.parse(Buffer.from(record.state).toString())
  return {objects: new Set(objects), notAfter: Math.min(record.expiresAt * 1000, notAfter)}
}

/** What is left of a client. */
export function fetchingIdentity(identity: Identity, {objects}: Replaced): Identity {
  return {
    ...identity,
    receives: [],
    only: objects,
    allows: (operation) => fetching.has(operation) && identity.allows(operation),
  }
}
