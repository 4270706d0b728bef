import type {AdministrationWriter, Store, Transaction} from '../storage/store.ts'
import type {Change} from './journal/change.ts'
import {type Recorders, recorders} from './journal/recorders.ts'

/** For how long the journal is kept. */
export const journalDays = 400

const day = 24 * 60 * 60_000

/** Who makes the changes, and when they are made. */
export interface Journal {
  /** `alice`, or `token ACCESSOR (NAME)`. */
  readonly actor: string
  /** Milliseconds since 1970. */
  readonly clock?: (() => number) | undefined
}

/** The store behind one that writes down. */
const bases = new WeakMap<Store, Store>()

/** The writer behind one that writes down. */
const plainWriters = new WeakMap<AdministrationWriter, AdministrationWriter>()

/** When the journal of a store was last freed of what is too old: to look through all of it takes a while. */
const prunings = new WeakMap<Store, number>()

/**
 * The same store, which writes down every administrative change in the transaction that makes it: who made it, what it
 * is called, what it was made to and how. Closing it closes the store.
 * Of a store that writes down already, the actor is another from here on.
 */
export function journaled(given: Store, {actor, clock = Date.now}: Journal): Store {
  const store = bases.get(given) ?? given
  const note = async (writer: AdministrationWriter, change: Change): Promise<void> => {
    const at = clock()
    await writer.insertChange({at, actor, ...change})
    if (at - (prunings.get(store) ?? -Infinity) < day) return
    prunings.set(store, at)
    await writer.deleteChanges(at - journalDays * day)
  }
  const recorded: Store = {
    capabilities: store.capabilities,
    read: (work) => store.read(work),
    transaction: (work) => store.transaction((transaction) => work(recording(transaction, note))),
    administrativeRevision: () => store.administrativeRevision(),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
  bases.set(recorded, store)
  return recorded
}

/**
 * The same writer, which writes down every change in the transaction that it belongs to. Of one that writes down already,
 * the actor is another.
 */
export function journaledWriter(given: AdministrationWriter, {actor, clock = Date.now}: Journal): AdministrationWriter {
  return recordingWriter(plainWriters.get(given) ?? given, (writer, change) =>
    writer.insertChange({at: clock(), actor, ...change}),
  )
}

/** How an administrator who came with a token stands in the journal. */
export function tokenActor({accessor, displayName}: {readonly accessor: string; readonly displayName: string}): string {
  return `token ${accessor} (${displayName})`
}

type Note = (writer: AdministrationWriter, change: Change) => Promise<void>

function recording(transaction: Transaction, note: Note): Transaction {
  let administration: AdministrationWriter | undefined
  return {
    objects: transaction.objects,
    continuations: transaction.continuations,
    jobs: transaction.jobs,
    rules: transaction.rules,
    savepoint: (work) => transaction.savepoint(work),
    get administration() {
      administration ??= recordingWriter(transaction.administration, note)
      return administration
    },
  }
}

/** Reads go to the writer itself; writes are described before they are done, and written down after. */
function recordingWriter(writer: AdministrationWriter, note: Note): AdministrationWriter {
  const recorded = new Proxy(writer, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      if (!isRecorded(name)) return method.bind(target)
      return async (...args: readonly unknown[]): Promise<unknown> => {
        const change: Change | undefined = await Reflect.apply(recorders[name], undefined, [target, ...args])
        const result: unknown = await Reflect.apply(method, target, args)
        if (change !== undefined) await note(target, change)
        return result
      }
    },
  })
  plainWriters.set(recorded, writer)
  return recorded
}

function isRecorded(name: string | symbol): name is keyof Recorders {
  return typeof name === 'string' && Object.hasOwn(recorders, name)
}
