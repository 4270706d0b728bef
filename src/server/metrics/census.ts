import {setTimeout as delay} from 'node:timers/promises'
import {State} from '../../kmip/spec/enumerations.ts'
import {AttributeSet} from '../../kmip/attributes/attribute-set.ts'
import {indexEntriesOf} from '../../kmip/attributes/search-key.ts'
import type {CredentialTerm, IndexEntry, ScopeRecord, Store, TallyQuery} from '../../storage/store.ts'

/** Counts of a scope. */
export interface ScopeCensus {
  readonly name: string
  /** By KMIP's name of the state; `Stateless` for objects that have none. */
  readonly objects: Map<string, number>
  readonly credentials: Record<CredentialStatus, number>
  /** Milliseconds since 1970 at which the first of the valid credentials ends. */
  nearestExpiry: number | undefined
}

export type CredentialStatus = 'valid' | 'expired' | 'revoked'

export interface CensusOptions {
  readonly store: Store
  readonly clock: () => Date
  /** Objects that are counted at once; credentials are a tenth of it, since they are longer. */
  readonly pieceSize?: number | undefined
}

export const stateless = 'Stateless'

const defaultPieceSize = 2000
/** Milliseconds of counting without a rest, and of the rest: whoever has a request gets the store in between. */
const stretch = 1
const rest = 2

const states: readonly {readonly name: string; readonly entry: IndexEntry}[] = State.entries.map(({name}) => ({
  name,
  entry: stateEntry(name),
}))

function stateEntry(name: (typeof State.entries)[number]['name']): IndexEntry {
  const [entry] = indexEntriesOf(new AttributeSet().set('State', name))
  if (entry === undefined) throw new TypeError('Objects are found by their state')
  return entry
}

/**
 * Counts what a store holds, a little at a time: a million objects are counted without anybody waiting for it. What
 * changes meanwhile may be counted in its old state, in its new one, or in both.
 */
export async function takeCensus({store, clock, pieceSize = defaultPieceSize}: CensusOptions): Promise<ScopeCensus[]> {
  const pace = new Pace()
  const scopes = await store.read(({administration}) => administration.scopes())
  const census = new Map(scopes.map((scope) => [scope.id, emptyCensus(scope)]))
  for (const [scopeId, {objects}] of census) {
    let left = await countPieces(store, pace, {scopeId, limit: pieceSize})
    for (const {name, entry} of states) {
      // Most scopes have objects in one or two states
      const count = left <= 0 ? 0 : await countPieces(store, pace, {scopeId, entry, limit: pieceSize})
      objects.set(name, count)
      left -= count
    }
    objects.set(stateless, Math.max(0, left))
  }
  const now = clock().getTime()
  for await (const term of credentialTerms(store, pace, Math.ceil(pieceSize / 10))) {
    const scope = census.get(term.scopeId)
    if (scope !== undefined) countCredential(scope, term, now)
  }
  return [...census.values()]
}

function emptyCensus({name}: ScopeRecord): ScopeCensus {
  return {name, objects: new Map(), credentials: {valid: 0, expired: 0, revoked: 0}, nearestExpiry: undefined}
}

async function countPieces(store: Store, pace: Pace, query: TallyQuery): Promise<number> {
  let total = 0
  let after: number | undefined
  do {
    await pace.next()
    const {count, next} = await store.read(({objects}) => objects.tally({...query, after}))
    total += count
    after = next
  } while (after !== undefined)
  return total
}

async function* credentialTerms(store: Store, pace: Pace, limit: number): AsyncGenerator<CredentialTerm> {
  let after: string | undefined
  do {
    await pace.next()
    const terms = await store.read(({administration}) => administration.credentialTerms(after, limit))
    yield* terms
    after = terms.length < limit ? undefined : terms.at(-1)?.serialNumber
  } while (after !== undefined)
}

function countCredential(scope: ScopeCensus, {notAfter, revokedAt}: CredentialTerm, now: number): void {
  const status = revokedAt !== undefined ? 'revoked' : notAfter < now ? 'expired' : 'valid'
  scope.credentials[status] += 1
  if (status === 'valid') scope.nearestExpiry = Math.min(scope.nearestExpiry ?? Infinity, notAfter)
}

/** Rests after each stretch of work. */
class Pace {
  #start = performance.now()

  async next(): Promise<void> {
    if (performance.now() - this.#start < stretch) return
    await delay(rest)
    this.#start = performance.now()
  }
}
