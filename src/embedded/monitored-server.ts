import type {OperationName} from '../kmip/schema/operation.ts'
import {serverFacts} from '../server/facts.ts'
import {defaultConnectionLimits} from '../server/listener/connection-limits.ts'
import {reportInternalErrorTo} from '../server/log.ts'
import {Health} from '../server/metrics/health.ts'
import {MonitoringServer} from '../server/metrics/monitoring-server.ts'
import {ServerMetrics} from '../server/metrics/server-metrics.ts'
import type {ServerObserver} from '../server/observation/observer.ts'
import {offer} from '../server/offer.ts'
import type {RunningServer} from '../server/server.ts'
import type {Store} from '../storage/store.ts'
import type {MetricsOptions, StoreServer, StoreServerOptions} from './store-server.ts'

/** What a server has to be started with to be watched. */
export interface Watched {
  readonly store: Store
  readonly observers: readonly ServerObserver[]
}

/**
 * Starts a server with its metrics and the state of its health beside it, in HTTP. Fails with TransportError when the address
 * for that cannot be had, or as `start` does.
 */
export async function startMonitoredServer(
  store: Store,
  {address, byScope}: MetricsOptions,
  options: StoreServerOptions,
  start: (watched: Watched) => Promise<RunningServer>,
): Promise<StoreServer> {
  const {observers = [], auditDevices, interop = false, log} = options
  const {limits = defaultConnectionLimits, clock = () => new Date()} = options
  const report = reportInternalErrorTo(log)
  const metrics = new ServerMetrics({
    store,
    clock,
    report,
    operations: Object.keys(offer(interop).handlers) as OperationName[],
    byScope,
    version: serverFacts.serverInformation.version,
    connectionLimit: limits.connections,
    auditDevices,
  })
  const health = new Health({store, auditDevices})
  // First, since it also tells that the server is starting
  const monitoring = await MonitoringServer.open({address, metrics, report, readiness: () => health.readiness()})
  try {
    const server = await start({store: metrics.store, observers: [...metrics.observers, ...observers]})
    health.serving(() => server.addresses.length + server.httpsAddresses.length)
    return withMonitoring(server, health, monitoring)
  } catch (error) {
    await monitoring.close()
    throw error
  }
}

function withMonitoring(server: RunningServer, health: Health, monitoring: MonitoringServer): StoreServer {
  const metricsAddress = monitoring.address
  return {
    metricsAddress,
    get addresses() {
      return server.addresses
    },
    get httpsAddresses() {
      return server.httpsAddresses
    },
    answer: (direct) => server.answer(direct),
    refresh: () => server.refresh(),
    reload: () => server.reload(),
    async close(deadline) {
      health.stopping()
      await server.close(deadline)
      await monitoring.close()
    },
  }
}
