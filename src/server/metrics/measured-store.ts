import {Counter, type Registry} from 'prom-client'
import {StorageError} from '../../errors.ts'
import type {ReadTransaction, Store, StoreCapabilities, Transaction} from '../../storage/store.ts'
import {DurationHistogram} from './duration-histogram.ts'

/** A store that notes how long reads and transactions take, waiting for their turn included. */
export class MeasuredStore implements Store {
  readonly #store: Store
  readonly #durations: DurationHistogram<'kind'>
  readonly #failures: Counter<'code'>

  constructor(store: Store, registry: Registry) {
    this.#store = store
    this.#durations = new DurationHistogram({
      name: 'kmip_store_duration_seconds',
      help: 'Time that the store took for a read or a transaction, from the request for it to its end, the commit included',
      label: 'kind',
      registry,
    })
    this.#durations.expect('read', 'transaction')
    this.#failures = new Counter({
      name: 'kmip_store_failures_total',
      help: 'Reads and transactions at which the store itself failed, by the code of the failure',
      labelNames: ['code'],
      registers: [registry],
    })
    for (const code of ['UNAVAILABLE', 'FULL', 'CORRUPT']) this.#failures.inc({code}, 0)
  }

  get capabilities(): StoreCapabilities {
    return this.#store.capabilities
  }

  read<T>(work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    return this.#timed('read', this.#store.read(work))
  }

  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#timed('transaction', this.#store.transaction(work))
  }

  async administrativeRevision(): Promise<number> {
    return this.#store.administrativeRevision()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]()
  }

  /** Of a result that was asked for just now. */
  #timed<T>(kind: 'read' | 'transaction', result: Promise<T>): Promise<T> {
    const start = performance.now()
    const note = (): void => this.#durations.observe(kind, (performance.now() - start) / 1000)
    result.then(note, (error: unknown) => {
      note()
      // The others are answers, such as that a name is taken
      if (error instanceof StorageError && error.storageCode !== 'CONFLICT' && error.storageCode !== 'NOT_FOUND') {
        this.#failures.inc({code: error.storageCode})
      }
    })
    return result
  }
}
