import {setTimeout as delay} from 'node:timers/promises'
import {X509Certificate} from 'node:crypto'
import {Gauge, type Registry} from 'prom-client'
import type {AuthorityCertificate, Store} from '../../storage/store.ts'
import type {ReportInternalError} from '../pipeline/result.ts'
import {takeCensus, type ScopeCensus} from './census.ts'

export interface StoreMetricsOptions {
  readonly store: Store
  readonly clock: () => Date
  readonly report: ReportInternalError
  /** False adds all scopes up: names of tenants stay here, and there are fewer series. */
  readonly byScope: boolean
}

/** What a collection waits for at most, in milliseconds: a larger store gives the counts of the time before. */
const patience = 500
/** Milliseconds for which counts are good. */
const freshness = 1000
/** Of the time, counting takes one part in so many. */
const share = 20

interface StoreFigures {
  readonly scopes: readonly ScopeCensus[]
  readonly authorities: readonly AuthorityCertificate[]
  readonly jobsWaiting: number
  /** Seconds since 1970. */
  readonly takenAt: number
}

/** What the store holds. It is counted when somebody asks, in the background, and no more often than is cheap. */
export class StoreMetrics {
  readonly #options: StoreMetricsOptions
  readonly #objects: Gauge
  readonly #credentials: Gauge
  readonly #expiry: Gauge
  readonly #authorities: Gauge<'name' | 'kind'>
  readonly #jobs: Gauge
  readonly #takenAt: Gauge
  #counting: Promise<void> | undefined
  /** Of `performance.now()`. */
  #countAgainAt = 0

  constructor(registry: Registry, options: StoreMetricsOptions) {
    this.#options = options
    const registers = [registry]
    const scope = options.byScope ? ['scope'] : []
    const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
      new Gauge({name, help, labelNames, registers})
    this.#objects = gauge('kmip_objects', 'Managed objects, by state; Stateless are those that have none', [
      ...scope,
      'state',
    ])
    this.#credentials = gauge('kmip_credentials', 'Client credentials, by status', [...scope, 'status'])
    this.#expiry = gauge(
      'kmip_credential_expiry_timestamp_seconds',
      'When the first of the valid credentials ends, in seconds since 1970',
      scope,
    )
    this.#authorities = gauge(
      'kmip_authority_expiry_timestamp_seconds',
      'When the certificate of an authority ends, in seconds since 1970; of several the first to end',
      ['name', 'kind'],
    )
    this.#jobs = gauge('kmip_jobs_waiting', 'Asynchronous requests that wait to be run')
    this.#takenAt = gauge(
      'kmip_store_counted_timestamp_seconds',
      'When objects, credentials and authorities were last counted, in seconds since 1970',
    )
  }

  /** Counts anew when the counts are old; resolves after that, or when it takes too long. */
  async refresh(): Promise<void> {
    if (performance.now() >= this.#countAgainAt) this.#counting ??= this.#count()
    if (this.#counting !== undefined) await Promise.race([this.#counting, delay(patience, undefined, {ref: false})])
  }

  /** Never rejects. */
  async #count(): Promise<void> {
    const start = performance.now()
    try {
      this.#show(await this.#figures())
    } catch (error) {
      this.#options.report(error)
    }
    const end = performance.now()
    this.#countAgainAt = end + Math.max(freshness, share * (end - start))
    this.#counting = undefined
  }

  async #figures(): Promise<StoreFigures> {
    const {store, clock} = this.#options
    const takenAt = clock().getTime() / 1000
    const scopes = await takeCensus({store, clock})
    return await store.read(async ({administration, jobs}) => ({
      scopes,
      takenAt,
      authorities: await administration.authorityCertificates(),
      jobsWaiting: await jobs.countAllWaiting('operation'),
    }))
  }

  #show({scopes, authorities, jobsWaiting, takenAt}: StoreFigures): void {
    // Scopes and authorities may be gone
    for (const gauge of [this.#objects, this.#credentials, this.#expiry, this.#authorities]) gauge.reset()
    for (const scope of scopes) this.#showScope(scope)
    if (!this.#options.byScope) this.#showFirst(firstOf(scopes))
    for (const {name, kind, certificatePem} of authorities) {
      this.#authorities.set({name, kind}, firstEnd(certificatePem) / 1000)
    }
    this.#jobs.set(jobsWaiting)
    this.#takenAt.set(takenAt)
  }

  /** Of all scopes together. */
  #showFirst(expiry: number | undefined): void {
    if (expiry !== undefined) this.#expiry.set(expiry)
    // No number at all rather than one that looks like 1970
    else this.#expiry.remove()
  }

  #showScope({name, objects, credentials, nearestExpiry}: ScopeCensus): void {
    const scope = this.#options.byScope ? {scope: name} : {}
    for (const [state, count] of objects) this.#objects.inc({...scope, state}, count)
    for (const [status, count] of Object.entries(credentials)) this.#credentials.inc({...scope, status}, count)
    if (this.#options.byScope && nearestExpiry !== undefined) this.#expiry.set(scope, nearestExpiry / 1000)
  }
}

/** Seconds since 1970. */
function firstOf(scopes: readonly ScopeCensus[]): number | undefined {
  const ends = scopes.map(({nearestExpiry}) => nearestExpiry).filter((end) => end !== undefined)
  return ends.length === 0 ? undefined : ends.reduce((a, b) => Math.min(a, b)) / 1000
}

/** Milliseconds since 1970 at which the first certificate of a PEM text ends. */
function firstEnd(pem: string): number {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  return Math.min(...certificates.map((one) => Date.parse(new X509Certificate(one).validTo)))
}
