import type {Store} from '../../storage/store.ts'

/** Milliseconds from a use to its being written: what is used all the time is written once in so long. */
const writeInterval = 60_000
/** Uses written in one transaction, which requests have to wait for. */
const pieceSize = 100
/** Milliseconds between two pieces, so that requests come first. */
const pause = 20
/** Uses that wait to be written; with more than these there are no pauses. */
const mostWaiting = 50_000

/** Objects of one scope and when they were used, milliseconds since 1970. */
type Uses = Map<string, number>

/**
 * When objects were used last: noted in memory by requests, which thus stay reads, and written down in the background.
 * A process that is killed loses what it noted in the last minute.
 */
export class LastUses {
  readonly #store: Store
  readonly #report: (error: unknown) => unknown
  readonly #scopes = new Map<string, Uses>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #stopped = false

  constructor(store: Store, report: (error: unknown) => unknown) {
    this.#store = store
    this.#report = report
  }

  /** Remembers that the objects were used. */
  note(scopeId: string, ids: readonly string[], at: Date): void {
    if (ids.length === 0) return
    let uses = this.#scopes.get(scopeId)
    if (uses === undefined) this.#scopes.set(scopeId, (uses = new Map()))
    const milliseconds = at.getTime()
    for (const id of ids) uses.set(id, milliseconds)
    this.#schedule()
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.write()
    }, writeInterval).unref()
  }

  /** Writes down what was noted, in pieces. Never rejects: what cannot be written is tried again with the next uses. */
  write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
      if (this.#scopes.size > 0) this.#schedule()
    })
    return this.#writing
  }

  /** Writes down everything and takes its time for nothing else. Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#writing
    await this.write()
    clearTimeout(this.#timer)
  }

  get #waiting(): number {
    return [...this.#scopes.values()].reduce((sum, {size}) => sum + size, 0)
  }

  async #writeAll(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const scopes = [...this.#scopes]
    this.#scopes.clear()
    for (const [scopeId, uses] of scopes) {
      const entries = [...uses]
      for (let start = 0; start < entries.length; start += pieceSize) {
        await this.#writePiece(scopeId, entries.slice(start, start + pieceSize))
        const left = entries.length - start - pieceSize
        if (left > 0 && !this.#stopped && this.#waiting + left < mostWaiting) await rest()
      }
    }
  }

  /** A piece that fails is noted again. */
  async #writePiece(scopeId: string, piece: readonly (readonly [string, number])[]): Promise<void> {
    try {
      await this.#store.transaction(async ({objects}) => {
        for (const [id, at] of piece) await objects.markUsed(scopeId, id, at)
      })
    } catch (error) {
      this.#report(error)
      if (this.#stopped) return
      // A later use that was noted meanwhile stays
      for (const [id, at] of piece) if (!this.#scopes.get(scopeId)?.has(id)) this.note(scopeId, [id], new Date(at))
    }
  }
}

function rest(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, pause)
  })
}
