import type {Store, Transaction} from '../../storage/store.ts'
import {renewed} from './server-object.ts'

/** Objects written in one transaction, which requests have to wait for. */
const pieceSize = 100
/** Milliseconds between two pieces, so that requests come first. */
const pause = 20

/**
 * Brings what an earlier version of the program stored into the form of this one, in the background and in pieces: the
 * index then knows the attributes that have come since. What a killed process leaves the next one goes on with.
 */
export class Renewal {
  readonly #store: Store
  readonly #report: (error: unknown) => unknown
  #timer: NodeJS.Timeout | undefined
  #piece: Promise<void> | undefined
  #stopped = false

  constructor(store: Store, report: (error: unknown) => unknown) {
    this.#store = store
    this.#report = report
    this.#schedule()
  }

  /** Lets the piece that is being written be finished. Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#piece
  }

  #schedule(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#piece = this.#next().catch((error: unknown) => void this.#report(error))
    }, pause).unref()
  }

  async #next(): Promise<void> {
    if (await renewPiece(this.#store, this.#report)) this.#schedule()
  }
}

/** Renews the next objects; false when there are none left. */
export async function renewPiece(store: Store, report: (error: unknown) => unknown): Promise<boolean> {
  // Nearly always there are none, which needs no transaction
  const [first] = await store.read(({objects}) => objects.outdated({limit: 1}))
  if (first === undefined) return false
  return store.transaction(async ({objects}) => {
    const piece = await objects.outdated({limit: pieceSize})
    for (const {scopeId, id} of piece) await renewObject(objects, {scopeId, id}, report)
    const last = piece.at(-1)
    if (last !== undefined) await objects.renewedUpTo(last.place)
    return last !== undefined
  })
}

/** One that cannot be read stays as it is and keeps nobody from going on. */
async function renewObject(
  objects: Transaction['objects'],
  {scopeId, id}: {readonly scopeId: string; readonly id: string},
  report: (error: unknown) => unknown,
): Promise<void> {
  const stored = await objects.get(scopeId, id)
  if (stored === undefined) return
  let fresh: ReturnType<typeof renewed>
  try {
    fresh = renewed(stored)
  } catch (error) {
    report(error)
    return
  }
  await objects.update(fresh)
}
