import type {AuditDevice} from './device.ts'
import {bodyOf, type AuditBody, type AuditEntry} from './entry.ts'
import {AuditFailure} from './failure.ts'
import type {HashIdentifiers} from './identifier-hash.ts'

/** Where whatever has to be recorded is recorded. */
export interface AuditTrail {
  /**
   * Resolves when at least one device has the entries, which stand there in this order; rejects with an AuditFailure when one
   * of them is nowhere. Entries that come in the same turn of the event loop are written together.
   */
  record(...entries: readonly AuditEntry[]): Promise<void>
  /** Rejects with an AuditFailure when no device works: nothing may be done then. Undefined when one does. */
  assertWorking(): Promise<void> | undefined
}

export interface DeviceTrailOptions {
  readonly devices: readonly AuditDevice[]
  /** Replaces identifiers; they stay as they are when it is absent. */
  readonly hashIdentifiers?: HashIdentifiers | undefined
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** Entries that are written together or not at all, and whoever waits for them. */
interface Order {
  readonly bodies: readonly AuditBody[]
  readonly before?: (() => Promise<void>) | undefined
  readonly resolve: () => void
  readonly reject: (error: AuditFailure) => void
}

/** Records on devices, on all of them side by side, in one write for all that came since the write before. */
export class DeviceTrail implements AuditTrail {
  readonly devices: readonly AuditDevice[]
  readonly #clock: () => number
  readonly #hashIdentifiers: HashIdentifiers | undefined
  #orders: Order[] = []
  #running: Promise<void> | undefined
  #isClosed = false

  constructor({devices, hashIdentifiers, clock}: DeviceTrailOptions) {
    this.devices = devices
    this.#clock = clock
    this.#hashIdentifiers = hashIdentifiers
  }

  record(...entries: readonly AuditEntry[]): Promise<void> {
    const now = this.#clock()
    return this.#order(entries.map((entry) => bodyOf(this.#hidden(entry), now)))
  }

  /** The same for administrative changes, by their numbers in the journal. */
  recordChanges(changes: readonly {readonly sequence: number; readonly entry: AuditEntry}[]): Promise<void> {
    const now = this.#clock()
    return this.#order(changes.map(({sequence, entry}) => bodyOf(this.#hidden(entry), now, sequence)))
  }

  assertWorking(): Promise<void> | undefined {
    return this.devices.some(({isWorking}) => isWorking) ? undefined : this.#order([])
  }

  /** Tries devices that fail again. */
  async revive(): Promise<void> {
    if (this.devices.every(({isWorking}) => isWorking)) return
    await this.#order([]).catch(() => undefined)
  }

  /** Goes on in new files where the old ones were moved away. Rejects when no device works after that. */
  async reopen(): Promise<void> {
    await this.#order([], async () => {
      for (const device of this.devices) await device.reopen()
    })
  }

  /** Writes what is left and closes the devices; they take nothing after that. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
    for (const device of this.devices) await device.close()
  }

  #hidden(entry: AuditEntry): AuditEntry {
    return this.#hashIdentifiers === undefined ? entry : this.#hashIdentifiers(entry)
  }

  #order(bodies: readonly AuditBody[], before?: () => Promise<void>): Promise<void> {
    if (this.#isClosed) return Promise.reject(new AuditFailure())
    return new Promise((resolve, reject) => {
      this.#orders.push({bodies, before, resolve, reject})
      this.#running ??= this.#run()
    })
  }

  /** Never rejects. */
  async #run(): Promise<void> {
    // After the input of this turn, so that all it brought comes along
    await new Promise(setImmediate)
    while (this.#orders.length > 0) {
      const orders = this.#orders
      this.#orders = []
      await this.#write(orders)
    }
    this.#running = undefined
  }

  async #write(orders: readonly Order[]): Promise<void> {
    for (const {before} of orders) await before?.().catch(() => undefined)
    const bodies = orders.flatMap((order) => order.bodies)
    const written = Math.max(0, ...(await Promise.all(this.devices.map((device) => device.write(bodies)))))
    const isWorking = this.devices.some((device) => device.isWorking)
    let end = 0
    for (const order of orders) {
      end += order.bodies.length
      if (order.bodies.length === 0 ? isWorking : end <= written) order.resolve()
      else order.reject(new AuditFailure())
    }
  }
}
