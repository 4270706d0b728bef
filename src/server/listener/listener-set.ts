import {KmipctlError, TransportError} from '../../errors.ts'
import type {Store} from '../../storage/store.ts'
import {formatAddress, type Address} from '../../transport/address.ts'
import type {EndingSoon} from '../expiry/expiry-watch.ts'
import type {ListenerState} from '../observation/observer.ts'
import type {Endpoint, Place} from './endpoint.ts'
import {httpsUrl} from './https/https-url.ts'
import {Listener, type Protocols} from './listener.ts'
import {defaultListenerName, type ListenerDefinition, type ListenerSource} from './listener-definition.ts'
import type {Service} from './service.ts'

export interface ListenerSetOptions {
  readonly source: ListenerSource
  /** Of which the definitions are made. */
  readonly store: Pick<Store, 'administrativeRevision'>
  readonly protocols: Protocols
  readonly service: Service
  /** Called with the set whenever its addresses may be others than before. */
  readonly onChange: (set: ListenerSet) => void
}

/** How often is looked whether anything has changed; requests look by themselves. */
const lookInterval = 1000
/** Between two attempts to open what could not be opened. */
const retryInterval = 5000
/** Connections of a listener that is given up end after so many milliseconds at the latest. */
const drainTime = 10_000
const week = 7 * 24 * 60 * 60_000

/**
 * All listeners of a server, kept as the definitions say while it runs: what has changed is opened or closed, what has not is
 * left alone with its connections. A listener that cannot be opened is reported and tried again, and holds up no other.
 */
export class ListenerSet {
  readonly #options: ListenerSetOptions
  readonly #listeners = new Map<string, Listener>()
  /** What is wrong, by name of the listener. */
  #problems = new Map<string, Error>()
  /** Given up, with connections that have not ended yet. */
  readonly #drained = new Map<Endpoint, Promise<void>>()
  readonly #timer: NodeJS.Timeout
  #definitions: readonly ListenerDefinition[] = []
  #revision = -1
  #loading: Promise<void> | undefined
  #work: Promise<void> = Promise.resolve()
  #retryAt = Infinity
  #starting = true
  #closing = false

  private constructor(options: ListenerSetOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.#look(), lookInterval).unref()
  }

  /** Fails with a TransportError when the server's own listener cannot be opened; the others are tried again later. */
  static async open(options: ListenerSetOptions): Promise<ListenerSet> {
    const set = new ListenerSet(options)
    try {
      await set.upToDate()
      await set.#work
      set.#starting = false
      const problem = set.#problems.get(defaultListenerName)
      if (problem !== undefined) throw problem
      return set
    } catch (error) {
      await set.close(0)
      throw error
    }
  }

  /** As bound, the server's own first. */
  addresses(protocol: keyof Protocols): readonly Address[] {
    return this.#definitions.flatMap(({name}) => this.#listeners.get(name)?.addresses(protocol) ?? [])
  }

  states(): readonly ListenerState[] {
    return [...this.#listeners.values()].map(({state}) => state)
  }

  /** Where clients find KMIP over HTTPS. */
  httpsUrls(): readonly string[] {
    return this.#definitions.flatMap(({name, publicName}) =>
      (this.#listeners.get(name)?.addresses('https') ?? []).map((address) => httpsUrl(reachable(address, publicName))),
    )
  }

  /** Server certificates in their last week for which there should have been others by now. */
  endingSoon(): readonly EndingSoon[] {
    const now = this.#options.service.engine.clock().getTime()
    const ending = [...this.#listeners.values()]
      .filter((listener) => listener.isRenewalDue(now))
      .flatMap(({name, certificateEnd}) =>
        certificateEnd === undefined ? [] : [{name: `listener ${name}`, notAfter: certificateEnd}],
      )
      .filter(({notAfter}) => notAfter.getTime() > now && notAfter.getTime() < now + week)
      .sort((a, b) => a.notAfter.getTime() - b.notAfter.getTime())
    const [nearest] = ending
    const hint = 'The log says why there are no new ones'
    return nearest === undefined ? [] : [{kind: 'server certificates', count: ending.length, nearest, hint}]
  }

  /** Resolves when listeners know whom they trust now. What else has changed follows by itself. */
  async upToDate(): Promise<void> {
    const wanted = await this.#options.store.administrativeRevision()
    // One that had begun before may have read older definitions
    for (let attempts = 0; attempts < 2 && this.#revision !== wanted; attempts++) {
      this.#loading ??= this.#load().finally(() => (this.#loading = undefined))
      await this.#loading
    }
  }

  /** Resolves when every listener is as the store has it now, as far as that can be done. */
  async refresh(): Promise<void> {
    await this.upToDate()
    await this.#reconcile({renew: false})
  }

  /** The same, with a new certificate for each of them. Fails with the first problem. */
  async renew(): Promise<void> {
    await this.upToDate()
    await this.#reconcile({renew: true})
    const [problem] = this.#problems.values()
    if (problem !== undefined) throw problem
  }

  /** Accepts no more, answers what has arrived, and closes all after `deadline` milliseconds at the latest. */
  async close(deadline: number): Promise<void> {
    this.#closing = true
    clearInterval(this.#timer)
    // What has begun needs the store, which goes after the server
    await this.#loading?.catch(() => undefined)
    await this.#work
    const endpoints = [...this.#listeners.values()].flatMap(({endpoints}) => endpoints)
    await Promise.all([...endpoints, ...this.#drained.keys()].map((endpoint) => endpoint.close(deadline)))
  }

  async #load(): Promise<void> {
    const revision = await this.#options.store.administrativeRevision()
    this.#definitions = await this.#options.source()
    this.#revision = revision
    for (const definition of this.#definitions) this.#listeners.get(definition.name)?.define(definition)
    void this.#reconcile({renew: false})
  }

  /** Never rejects. */
  async #look(): Promise<void> {
    const {engine} = this.#options.service
    try {
      await this.upToDate()
    } catch (error) {
      if (!this.#closing) engine.reportInternalError(error)
    }
    const now = engine.clock().getTime()
    const isDue = [...this.#listeners.values()].some((listener) => listener.isRenewalDue(now))
    const isTime = this.#retryAt === Infinity ? isDue : performance.now() >= this.#retryAt
    if (isTime) await this.#reconcile({renew: false})
  }

  /** One after the other. Never rejects. */
  #reconcile(how: {readonly renew: boolean}): Promise<void> {
    this.#work = this.#work.then(() => this.#applyAll(how))
    return this.#work
  }

  async #applyAll({renew}: {readonly renew: boolean}): Promise<void> {
    if (this.#closing) return
    // Others may come meanwhile; they are applied after these
    const definitions = this.#definitions
    const problems = new Map<string, Error>()
    const each = async (work: (listener: Listener) => Promise<void>): Promise<void> => {
      for (const definition of definitions) {
        const {name} = definition
        // Without a certificate there is nothing to open
        if (problems.has(name)) continue
        try {
          await work(this.#listeners.get(name) ?? this.#add(definition))
        } catch (error) {
          problems.set(name, error instanceof Error ? error : new Error(String(error)))
        }
      }
    }
    this.#removeGone(new Set(definitions.map(({name}) => name)))
    await each((listener) => this.#secure(listener, renew))
    await each((listener) => this.#openMissing(listener))
    this.#report(problems)
    this.#retryAt = problems.size === 0 ? Infinity : performance.now() + retryInterval
    this.#options.onChange(this)
  }

  async #secure(listener: Listener, renew: boolean): Promise<void> {
    const {log, engine} = this.#options.service
    const isNew = await listener.secure({renew, now: engine.clock().getTime()})
    if (isNew) log.info({listener: listener.name}, 'Server certificate renewed')
  }

  async #openMissing(listener: Listener): Promise<void> {
    const {log} = this.#options.service
    for (const place of listener.missing()) {
      await this.#openPlace(listener, place)
      if (this.#starting && listener.name === defaultListenerName) continue
      log.info({listener: listener.name, address: formatAddress(place.address)}, 'Listener opened')
    }
    for (const endpoint of listener.detach('stale')) {
      log.info({listener: listener.name, address: formatAddress(endpoint.bound)}, 'Listener closed')
      this.#drain(endpoint)
    }
  }

  /** An address that one of ours is about to give up is free for another. */
  async #openPlace(listener: Listener, place: Place): Promise<void> {
    try {
      await listener.open(place)
    } catch (error) {
      const freed = isInUse(error) ? this.#free(place.address.port) : []
      if (freed.length === 0) throw error
      try {
        await listener.open(place)
      } catch (secondError) {
        // As good as it gets: somebody else may have taken them
        await Promise.allSettled(freed.map((endpoint) => endpoint.listen()))
        throw secondError
      }
    }
  }

  #free(port: number): readonly Endpoint[] {
    const stale = [...this.#listeners.values()].flatMap((listener) => listener.stale())
    const freed = stale.filter(({place, isListening}) => isListening && place.address.port === port)
    for (const endpoint of freed) endpoint.stopListening()
    return freed
  }

  #removeGone(names: ReadonlySet<string>): void {
    for (const [name, listener] of this.#listeners) {
      if (names.has(name)) continue
      this.#listeners.delete(name)
      for (const endpoint of listener.detach('all')) this.#drain(endpoint)
      this.#options.service.log.info({listener: name}, 'Listener closed')
    }
  }

  #drain(endpoint: Endpoint): void {
    const {engine} = this.#options.service
    const closed = endpoint.close(drainTime).catch(engine.reportInternalError)
    this.#drained.set(
      endpoint,
      closed.then(() => void this.#drained.delete(endpoint)),
    )
  }

  #add(definition: ListenerDefinition): Listener {
    const {protocols, service} = this.#options
    const listener = new Listener({
      definition,
      protocols,
      service,
      hasRoom: () => this.#size() < service.limits.connections,
      upToDate: () => this.upToDate(),
    })
    this.#listeners.set(definition.name, listener)
    return listener
  }

  #size(): number {
    const open = [...this.#listeners.values()].flatMap(({endpoints}) => endpoints)
    return [...open, ...this.#drained.keys()].reduce((sum, {size}) => sum + size, 0)
  }

  /** Once for each problem, however often it is tried again. */
  #report(problems: Map<string, Error>): void {
    const before = this.#problems
    this.#problems = problems
    for (const [name, error] of problems) {
      if (before.get(name)?.message === error.message) continue
      // Whoever starts the server is told by the failure itself
      if (this.#starting && name === defaultListenerName) continue
      const isPlanned = error instanceof KmipctlError
      const facts = isPlanned ? {listener: name, hint: error.hint} : {listener: name, err: error}
      const {log} = this.#options.service
      log.error(facts, `Listener ${name} is not as it should be, trying again: ${error.message}`)
    }
  }
}

function isInUse(error: unknown): boolean {
  const cause = error instanceof TransportError ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
}

function reachable({host, port}: Address, publicName = 'localhost'): Address {
  return {host: host === '0.0.0.0' || host === '::' ? publicName : host, port}
}
