import type {Store} from '../../storage/store.ts'
import {KmipctlError, UsageError} from '../../errors.ts'
import type {Log} from '../log.ts'
import type {ServerObserver} from '../observation/observer.ts'
import {auditObserver} from './audit-observer.ts'
import {keepCheckpoints, readCheckpoint} from './checkpoints.ts'
import type {AuditDestination} from './destination.ts'
import {AuditDevice} from './device.ts'
import {AuditFailure} from './failure.ts'
import {identifierHash} from './identifier-hash.ts'
import {storedHashKey} from './stored-hash-key.ts'
import {JournalDrain} from './journal-drain.ts'
import {sinkFor} from './devices/sink-for.ts'
import {DeviceTrail, type AuditTrail} from './trail.ts'

/** What is to be recorded where. */
export interface AuditSettings {
  readonly destinations: readonly AuditDestination[]
  /** Waits for the disk after every write. */
  readonly sync: boolean
  /** Replaces identifiers by their HMAC under this key, or the one that the store keeps for it. */
  readonly hashKey?: Uint8Array | 'of the store' | undefined
}

/** The audit of a running server. Disposing of it comes after the server and before the store. */
export interface ServerAudit extends AsyncDisposable {
  readonly trail: AuditTrail
  /** For whoever watches them. */
  readonly devices: readonly Pick<AuditDevice, 'name' | 'isWorking' | 'state'>[]
  readonly observer: ServerObserver
  /** Goes on in new files where the old ones were moved away. */
  reopen(): Promise<void>
}

export interface OpenAudit {
  readonly store: Store
  readonly settings: AuditSettings
  readonly log: Log
  readonly clock?: (() => Date) | undefined
}

/** Milliseconds between two looks for changes, and for devices that work again. */
const lookInterval = 500
/** Milliseconds between two notes of where the chains stand, while something is recorded. */
const noteInterval = 60_000

/**
 * Opens the devices and brings what was changed meanwhile to them.
 *
 * @throws UsageError when one of them cannot be opened
 */
export async function openAudit({store, settings, log, clock = () => new Date()}: OpenAudit): Promise<ServerAudit> {
  const now = (): number => clock().getTime()
  const devices: AuditDevice[] = []
  try {
    for (const destination of settings.destinations) {
      const sink = await sinkFor(destination, settings)
      const device = new AuditDevice({sink, known: await readCheckpoint(store, sink.name), log, clock: now})
      devices.push(device)
      await device.start()
    }
  } catch (error) {
    for (const device of devices) await device.close()
    throw cannotOpen(error)
  }
  const hashKey = settings.hashKey === 'of the store' ? await storedHashKey(store) : settings.hashKey
  const hashIdentifiers = hashKey === undefined ? undefined : identifierHash(hashKey)
  const audit = new RunningAudit({store, log, now, trail: new DeviceTrail({devices, hashIdentifiers, clock: now})})
  await audit.begin()
  return audit
}

interface RunningParts {
  readonly store: Store
  readonly log: Log
  readonly now: () => number
  readonly trail: DeviceTrail
}

class RunningAudit implements ServerAudit {
  readonly trail: DeviceTrail
  readonly devices: readonly AuditDevice[]
  readonly observer: ServerObserver
  readonly #parts: RunningParts
  readonly #drain: JournalDrain
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  /** Sequences of the devices when they were noted. */
  #noted: readonly number[] = []
  #notedAt = 0

  constructor(parts: RunningParts) {
    this.#parts = parts
    this.trail = parts.trail
    this.devices = parts.trail.devices
    this.observer = auditObserver(parts.trail)
    this.#drain = new JournalDrain(parts.store, parts.trail)
  }

  async begin(): Promise<void> {
    // Before anything is drained: a device that the store does not know yet begins with the first change
    await this.#note()
    await this.trail.record({kind: 'server.started'}).catch(() => undefined)
    await this.#look()
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => (this.#looking = undefined))
    }, lookInterval).unref()
  }

  async reopen(): Promise<void> {
    await this.trail.reopen()
    await this.#note()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
    await this.#look()
    await this.trail.record({kind: 'server.stopped'}).catch(() => undefined)
    await this.#note().catch((error: unknown) => this.#report(error))
    await this.trail.close()
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    try {
      await this.trail.revive()
      const drained = await this.#drain.drain()
      if (drained || this.#parts.now() - this.#notedAt >= noteInterval) await this.#note()
    } catch (error) {
      if (!(error instanceof AuditFailure)) this.#report(error)
    }
  }

  async #note(): Promise<void> {
    const {now, store} = this.#parts
    const at = now()
    this.#notedAt = at
    const states = this.trail.devices.map(({name, state}) => ({device: name, at, ...state}))
    const changed = states.filter(({sequence}, index) => sequence !== this.#noted[index])
    if (changed.length === 0) return
    await keepCheckpoints(store, changed)
    this.#noted = states.map(({sequence}) => sequence)
  }

  #report(error: unknown): void {
    this.#parts.log.error({err: error}, 'Administrative changes not brought to the audit')
  }
}

function cannotOpen(error: unknown): Error {
  if (error instanceof KmipctlError) return error
  const problem = error instanceof Error ? error.message : String(error)
  return new UsageError(`The audit cannot be opened: ${problem}`, {
    cause: error,
    hint: 'Name a file in a folder that exists and that the server may write to, or another device, with --audit',
  })
}
