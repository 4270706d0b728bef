import {provisioner} from '../administration/provisioner.ts'
import {offer} from '../server/offer.ts'
import type {OperatorStatement} from '../server/operator-statement.ts'
import type {AuditSettings, ServerAudit} from '../server/audit/open-audit.ts'
import type {AuditTrail} from '../server/audit/trail.ts'
import {startServer, type RunningServer, type ServerOptions} from '../server/server.ts'
import type {Store} from '../storage/store.ts'
import type {Address} from '../transport/address.ts'
import type {ListenerOverrides} from './default-listener.ts'
import {configurationLog} from './configuration-log.ts'
import {endingSoon} from './ending-soon.ts'
import {listenerSource} from './listener-source.ts'

/** What of a server may be chosen, rather than follow from the store. */
export interface StoreServerOptions
  extends
    Omit<ServerOptions, 'store' | 'listeners' | 'handlers' | 'facts' | 'provisioner' | 'endingSoon'>,
    ListenerOverrides {
  /** Goes before what the server knows of itself. */
  readonly statement?: OperatorStatement | undefined
  /** Carries out Interop, which is for test runs: its Reset removes all objects of the client's scope. */
  readonly interop?: boolean | undefined
  /** Nothing is recorded without it. */
  readonly audit?: AuditSettings | undefined
  /** The devices of an audit that is open, to be measured. */
  readonly auditDevices?: ServerAudit['devices'] | undefined
  /** Nothing is measured without it. */
  readonly metrics?: MetricsOptions | undefined
}

/** Where and how a server tells how it fares. */
export interface MetricsOptions {
  /** Of `/metrics`, `/healthz` and `/readyz` in HTTP; port 0 takes any that is free. */
  readonly address: Address
  /** Whether names of scopes are labels of metrics. */
  readonly byScope: boolean
}

export interface StoreServer extends RunningServer {
  /** As bound; undefined when nothing is measured. */
  readonly metricsAddress?: Address | undefined
  /** Where administrators' requests are recorded too; undefined when nothing is. */
  readonly audit?: AuditTrail | undefined
}

/**
 * Serves a store with all operations, on the listeners that the store asks for, under certificates of the store's own
 * authorities. Fails with TransportError.
 */
export async function startStoreServer(store: Store, options: StoreServerOptions): Promise<StoreServer> {
  const {audit} = options
  if (audit === undefined) return await startWatched(store, options)
  const {startAuditedServer} = await import('./audited-server.ts')
  return await startAuditedServer(store, audit, options, (watched) => startWatched(store, {...options, ...watched}))
}

async function startWatched(store: Store, options: StoreServerOptions): Promise<StoreServer> {
  const {metrics} = options
  if (metrics === undefined) return await start(store, options)
  const {startMonitoredServer} = await import('./monitored-server.ts')
  return await startMonitoredServer(store, metrics, options, (watched) =>
    start(watched.store, {...options, observers: watched.observers}),
  )
}

function start(store: Store, options: StoreServerOptions): Promise<RunningServer> {
  const {statement, interop = false, log, clock = () => new Date()} = options
  const {handlers, facts} = offer(interop)
  return startServer({
    ...options,
    store,
    handlers,
    facts: {...facts, ...statement},
    provisioner,
    endingSoon: () => endingSoon(store, clock()),
    listeners: listenerSource(store, {overrides: options, clock, onConfiguration: configurationLog(log, options)}),
  })
}
