import {Gauge, Registry} from 'prom-client'
import type {OperationName} from '../../kmip/schema/operation.ts'
import type {Store} from '../../storage/store.ts'
import type {ServerObserver} from '../observation/observer.ts'
import type {ReportInternalError} from '../pipeline/result.ts'
import {measureAudit, type MeasuredDevice} from './audit-metrics.ts'
import {ListenerMetrics} from './listener-metrics.ts'
import {MeasuredStore} from './measured-store.ts'
import {processMetrics} from './process-metrics.ts'
import {StoreMetrics} from './store-metrics.ts'
import {TrafficMetrics} from './traffic-metrics.ts'

export interface ServerMetricsOptions {
  readonly store: Store
  readonly clock: () => Date
  readonly report: ReportInternalError
  /** Of this program. */
  readonly version: string
  /** Those that the server knows. */
  readonly operations: readonly OperationName[]
  /** Names of scopes as labels. */
  readonly byScope: boolean
  readonly connectionLimit: number
  readonly auditDevices?: readonly MeasuredDevice[] | undefined
}

/** All metrics of one server. */
export class ServerMetrics {
  /** Have to be told what the server does. */
  readonly observers: readonly ServerObserver[]
  /** The store as the server should use it, so that its times are noted. */
  readonly store: Store
  readonly registry = new Registry()
  readonly #stored: StoreMetrics

  constructor(options: ServerMetricsOptions) {
    const {registry} = this
    const {store, version, operations, connectionLimit} = options
    const build = new Gauge({
      name: 'kmipctl_build_info',
      help: 'The program; always 1',
      labelNames: ['version', 'node', 'openssl'],
      registers: [registry],
    })
    build.set({version, node: process.versions.node, openssl: process.versions.openssl}, 1)
    this.observers = [new TrafficMetrics(registry, operations), new ListenerMetrics(registry)]
    new Gauge({
      name: 'kmip_connections_limit',
      help: 'Most connections at once, handshakes included',
      registers: [registry],
    }).set(connectionLimit)
    measureAudit(registry, options.auditDevices ?? [])
    this.store = new MeasuredStore(store, registry)
    this.#stored = new StoreMetrics(registry, options)
  }

  /** In the text format of Prometheus. */
  async text(): Promise<string> {
    await this.#stored.refresh()
    return `${await this.registry.metrics()}${await processMetrics().metrics()}`
  }

  get contentType(): string {
    return this.registry.contentType
  }
}
