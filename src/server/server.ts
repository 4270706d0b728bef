import type {Address} from '../transport/address.ts'
import type {Store} from '../storage/store.ts'
import type {TtlvNode} from '../ttlv/node.ts'
import {Announcements} from './announcements/announcements.ts'
import {ClientQuestions} from './announcements/client-questions.ts'
import {DueDates} from './announcements/due-dates.ts'
import {systemEntropy, type ServerFacts, type ServerPolicy} from './context.ts'
import type {Handlers} from './handler.ts'
import {type EndingSoon, ExpiryWatch} from './expiry/expiry-watch.ts'
import {createIdentify} from './identity/identify.ts'
import {createIdentifyAgain} from './identity/identify-again.ts'
import {defaultConnectionLimits, type ConnectionLimits} from './listener/connection-limits.ts'
import {JobBell} from './jobs/job-bell.ts'
import {LastUses} from './lifecycle/last-uses.ts'
import {JobRunner} from './jobs/job-runner.ts'
import {Renewal} from './objects/renewal.ts'
import {Connection} from './listener/connection.ts'
import type {Protocols} from './listener/listener.ts'
import type {ListenerSource} from './listener/listener-definition.ts'
import {ListenerSet} from './listener/listener-set.ts'
import type {Service} from './listener/service.ts'
import {TurnEnd} from './listener/turn-end.ts'
import type {LogFormat} from './log-settings.ts'
import {reportInternalErrorTo, type Log} from './log.ts'
import {RotationRunner} from './rotation/rotation-runner.ts'
import {answerDirectly, type DirectRequest} from './observation/answer-directly.ts'
import {allObservers} from './observation/all-observers.ts'
import {clientLog} from './observation/client-log.ts'
import {exchangeLog} from './observation/exchange-log.ts'
import {traceLog} from './observation/trace-log.ts'
import type {ServerObserver} from './observation/observer.ts'
import type {Provisioner} from './provisioning/provisioner.ts'

export interface ServerOptions {
  readonly store: Store
  /** Where, as whom and for whose clients; asked again whenever something administrative has changed. */
  readonly listeners: ListenerSource
  readonly handlers: Handlers
  readonly facts: ServerFacts
  /** Gives clients other credentials. */
  readonly provisioner: Provisioner
  readonly log: Log
  readonly policy?: ServerPolicy | undefined
  readonly limits?: ConnectionLimits | undefined
  /** Most items that one message may hold. */
  readonly batchLimit?: number | undefined
  /** Logs every message at the level info, rather than debug. */
  readonly logRequests?: boolean | undefined
  /** Logs every message as a tree at the level info, for people or as JSON. */
  readonly traceRequests?: LogFormat | undefined
  /** Are told what the server does. Those that may refuse a message come last, so that the others know of it. */
  readonly observers?: readonly ServerObserver[] | undefined
  /** What of the store ends within a week; the log warns of it. */
  readonly endingSoon?: (() => Promise<readonly EndingSoon[]>) | undefined
  readonly clock?: (() => Date) | undefined
}

export interface RunningServer {
  /** As bound now; those of the server's own listener come first. */
  readonly addresses: readonly Address[]
  readonly httpsAddresses: readonly Address[]
  /** Answers a message that came by another way than a connection, as if it had come over one. */
  answer(direct: DirectRequest): Promise<TtlvNode>
  /** Stops accepting, answers what has arrived and closes; after `deadline` milliseconds whatever is left is cut. */
  close(deadline?: number): Promise<void>
  /** Looks for changes of the listeners at once, which the server does once a second by itself; resolves when they are made. */
  refresh(): Promise<void>
  /** The same, and makes new server certificates; connections that are open stay. */
  reload(): Promise<void>
}

export const defaultBatchLimit = 1000
const closeDeadline = 10_000
const openPolicy: ServerPolicy = {uniqueNames: false, hiddenAttributes: new Set(), messageCredential: 'ignore'}

/**
 * Serves the store. Closing it is the caller's business, after the server's. Fails with TransportError when the server's own
 * listener cannot be opened.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const {clock = () => new Date()} = options
  const httpsUrls: string[] = []
  const service = serviceOf({...options, facts: {...options.facts, httpsUrls}}, clock)
  const {store, announcements, uses, reportInternalError: report} = service.engine
  const listeners = await ListenerSet.open({
    source: options.listeners,
    store,
    protocols: await protocolsOf(service),
    service,
    onChange: (set) => {
      httpsUrls.splice(0, Infinity, ...set.httpsUrls())
      service.engine.observer?.listenersChanged?.(set.states())
    },
  })
  const dueDates = new DueDates({store, announcements, clock, report})
  const renewal = new Renewal(store, report)
  const jobs = new JobRunner(service.engine, service.identify)
  jobs.wake()
  const rotations = new RotationRunner(service.engine, options.log)
  void rotations.look()
  const expiry = new ExpiryWatch({
    endingSoon: async () => [...((await options.endingSoon?.()) ?? []), ...listeners.endingSoon()],
    log: options.log,
    report,
  })
  return {
    get addresses() {
      return listeners.addresses('ttlv')
    },
    get httpsAddresses() {
      return listeners.addresses('https')
    },
    answer: (direct) => answerDirectly(service.engine, direct),
    async close(deadline = closeDeadline) {
      dueDates.stop()
      const ending = [listeners.close(deadline), jobs.stop(deadline), rotations.stop(deadline), expiry.stop()]
      await Promise.all([...ending, renewal.stop()])
      await uses.stop()
    },
    refresh: () => listeners.refresh(),
    reload: () => listeners.renew(),
  }
}

async function protocolsOf(service: Service): Promise<Protocols> {
  const {HttpProtocol} = await import('./listener/https/http-protocol.ts')
  return {
    ttlv: {open: (socket, peer) => new Connection(socket, peer, service)},
    https: new HttpProtocol(service),
  }
}

function serviceOf(options: ServerOptions, clock: () => Date): Service {
  const {store, handlers, facts, provisioner, log, policy = openPolicy, batchLimit = defaultBatchLimit} = options
  const reportInternalError = reportInternalErrorTo(log)
  const identify = createIdentify(store)
  return {
    engine: {
      store,
      handlers,
      facts,
      provisioner,
      policy,
      batchLimit,
      clock,
      identifyAgain: createIdentifyAgain(store, identify, clock),
      entropy: systemEntropy,
      jobs: new JobBell(),
      announcements: new Announcements(),
      uses: new LastUses(store, reportInternalError),
      reportInternalError,
      observer: allObservers(observersOf(options)),
    },
    identify,
    questions: new ClientQuestions(store, reportInternalError),
    turnEnd: new TurnEnd(),
    limits: options.limits ?? defaultConnectionLimits,
    log,
  }
}

function observersOf({observers = [], log, logRequests, traceRequests}: ServerOptions): readonly ServerObserver[] {
  const level = logRequests === true ? 'info' : log.isLevelEnabled('debug') ? 'debug' : undefined
  const traces = traceRequests === undefined ? [] : [traceLog(log, traceRequests)]
  const clients = log.isLevelEnabled('info') ? [clientLog(log)] : []
  return [...traces, ...(level === undefined ? [] : [exchangeLog(log, level)]), ...clients, ...observers]
}
