import type {ChangeRecord, Store} from '../storage/store.ts'

/** An administrative change, as operators read it. */
export interface ChangeDescription {
  readonly sequence: number
  readonly time: Date
  readonly actor: string
  readonly action: string
  /** What it was made to, and the new values of what it changed. */
  readonly target: Readonly<Record<string, string>>
}

export interface ChangeFilter {
  /** Milliseconds since 1970. */
  readonly since?: number | undefined
  /** Of those that match the latest. */
  readonly limit?: number | undefined
}

/** Rows that are read together: others get their turn in between. */
const piece = 1000

/** The journal, oldest change first. */
export async function listChanges(
  store: Store,
  {since = -Infinity, limit = Infinity}: ChangeFilter = {},
): Promise<readonly ChangeDescription[]> {
  const found: ChangeDescription[] = []
  for (let after = 0; ;) {
    const from = after
    const records = await store.read(({administration}) => administration.changes(from, piece))
    found.push(...records.filter(({at}) => at >= since).map(describe))
    if (found.length > limit) found.splice(0, found.length - limit)
    const last = records.at(-1)
    if (last === undefined) return found
    after = last.sequence
  }
}

function describe({sequence, at, actor, action, target}: ChangeRecord): ChangeDescription {
  return {sequence, time: new Date(at), actor, action, target}
}
