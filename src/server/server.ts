import type {Address} from '../transport/address.ts'
import type {Store} from '../storage/store.ts'
import {Announcements} from './announcements/announcements.ts'
import {ClientQuestions} from './announcements/client-questions.ts'
import {DueDates} from './announcements/due-dates.ts'
import {systemEntropy, type ServerFacts, type ServerPolicy} from './context.ts'
import type {Handlers} from './handler.ts'
import {createIdentify} from './identity/identify.ts'
import {defaultConnectionLimits, type ConnectionLimits} from './listener/connection-limits.ts'
import {JobBell} from './jobs/job-bell.ts'
import {JobRunner} from './jobs/job-runner.ts'
import {Connection} from './listener/connection.ts'
import {httpsUrl} from './listener/https/https-url.ts'
import {Listener, type Endpoints} from './listener/listener.ts'
import type {Service} from './listener/service.ts'
import {TurnEnd} from './listener/turn-end.ts'
import {defaultTlsVersions, type ServerCredentials, type TlsVersions} from './listener/tls-settings.ts'
import {reportInternalErrorTo, type Log} from './log.ts'
import {allObservers} from './observation/all-observers.ts'
import {exchangeLog} from './observation/exchange-log.ts'
import type {ServerObserver} from './observation/observer.ts'

export interface ServerOptions {
  readonly store: Store
  /** Port 0 takes any that is free. */
  readonly listeners: readonly Address[]
  /** For KMIP over HTTPS; none when absent. */
  readonly httpsListeners?: readonly Address[] | undefined
  /** Called at the start, by `reload`, and some time before the last ones expire. */
  readonly credentials: () => Promise<ServerCredentials>
  /** Host name under which clients find an address that is open to all; localhost when absent. */
  readonly publicName?: string | undefined
  readonly handlers: Handlers
  readonly facts: ServerFacts
  readonly log: Log
  readonly policy?: ServerPolicy | undefined
  readonly limits?: ConnectionLimits | undefined
  /** Most items that one message may hold. */
  readonly batchLimit?: number | undefined
  readonly tlsVersions?: TlsVersions | undefined
  /** Logs every message at the level info, rather than debug. */
  readonly audit?: boolean | undefined
  /** Are told what the server does. Those that may refuse a message come last, so that the others know of it. */
  readonly observers?: readonly ServerObserver[] | undefined
  readonly clock?: (() => Date) | undefined
}

export interface RunningServer {
  /** As bound, in the order of the listeners. */
  readonly addresses: readonly Address[]
  readonly httpsAddresses: readonly Address[]
  /** Stops accepting, answers what has arrived and closes; after `deadline` milliseconds whatever is left is cut. */
  close(deadline?: number): Promise<void>
  /** Obtains the credentials anew; connections that are open stay. */
  reload(): Promise<void>
}

export const defaultBatchLimit = 1000
const closeDeadline = 10_000
/** A server may run longer than its certificate lives. */
const renewBefore = 14 * 24 * 60 * 60_000
const renewalInterval = 12 * 60 * 60_000
const openPolicy: ServerPolicy = {uniqueNames: false, hiddenAttributes: new Set(), messageCredential: 'ignore'}

/** Serves the store. Closing it is the caller's business, after the server's. Fails with TransportError when it cannot listen. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {clock = () => new Date()} = options
  let credentials = await options.credentials()
  const httpsUrls: string[] = []
  const service = serviceOf({...options, facts: {...options.facts, httpsUrls}}, clock)
  const listener = await Listener.open({
    endpoints: await endpointsOf(options, service),
    credentials,
    tlsVersions: options.tlsVersions ?? defaultTlsVersions,
    service,
  })
  const {store, announcements, reportInternalError: report} = service.engine
  const dueDates = new DueDates({store, announcements, clock, report})
  const jobs = new JobRunner(service.engine, service.identify)
  jobs.wake()
  const reload = async (): Promise<void> => {
    credentials = await options.credentials()
    listener.use(credentials)
  }
  const renewal = setInterval(() => {
    if (credentials.notAfter.getTime() - clock().getTime() > renewBefore) return
    reload().catch(service.engine.reportInternalError)
  }, renewalInterval)
  renewal.unref()
  const [addresses = [], httpsAddresses = []] = listener.addresses
  httpsUrls.push(...httpsAddresses.map((address) => httpsUrl(reachableAddress(address, options.publicName))))
  return {
    addresses,
    httpsAddresses,
    async close(deadline = closeDeadline) {
      clearInterval(renewal)
      dueDates.stop()
      await Promise.all([listener.close(deadline), jobs.stop(deadline)])
    },
    reload,
  }
}

function reachableAddress({host, port}: Address, publicName = 'localhost'): Address {
  return {host: host === '0.0.0.0' || host === '::' ? publicName : host, port}
}

async function endpointsOf({listeners, httpsListeners = []}: ServerOptions, service: Service): Promise<Endpoints[]> {
  const ttlv: Endpoints = {
    addresses: listeners,
    protocol: {open: (socket, peer) => new Connection(socket, peer, service)},
  }
  if (httpsListeners.length === 0) return [ttlv]
  const {HttpProtocol} = await import('./listener/https/http-protocol.ts')
  return [ttlv, {addresses: httpsListeners, protocol: new HttpProtocol(service)}]
}

function serviceOf(options: ServerOptions, clock: () => Date): Service {
  const {store, handlers, facts, log, policy = openPolicy, batchLimit = defaultBatchLimit} = options
  const reportInternalError = reportInternalErrorTo(log)
  return {
    engine: {
      store,
      handlers,
      facts,
      policy,
      batchLimit,
      clock,
      entropy: systemEntropy,
      jobs: new JobBell(),
      announcements: new Announcements(),
      reportInternalError,
      observer: allObservers(observersOf(options)),
    },
    identify: createIdentify(store),
    questions: new ClientQuestions(store, reportInternalError),
    turnEnd: new TurnEnd(),
    limits: options.limits ?? defaultConnectionLimits,
    log,
  }
}

function observersOf({observers = [], log, audit}: ServerOptions): readonly ServerObserver[] {
  const level = audit === true ? 'info' : log.isLevelEnabled('debug') ? 'debug' : undefined
  return level === undefined ? observers : [...observers, exchangeLog(log, level)]
}
