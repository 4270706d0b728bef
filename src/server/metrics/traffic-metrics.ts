import {Counter, Gauge, Histogram, type Registry} from 'prom-client'
import type {OperationName} from '../../kmip/schema/operation.ts'
import {isRefused} from '../identity/identify.ts'
import type {Exchange, JobRun, ServerObserver} from '../observation/observer.ts'
import {connectionRefusalCauses, identityRefusalCauses, type ConnectionRefusal} from '../observation/refusal-cause.ts'
import {durationBuckets} from './duration-buckets.ts'
import {completedOperations, operationOfMessage, requestedOperations} from './requested-operations.ts'

/** What connections and messages add up to. Labels come from enumerations only: no peer can make them many. */
export class TrafficMetrics implements ServerObserver {
  readonly #open: Gauge
  readonly #opened: Counter
  readonly #refused: Counter<'cause'>
  readonly #identitiesRefused: Counter<'cause'>
  readonly #messages: Counter
  readonly #receivedBytes: Counter
  readonly #sentBytes: Counter
  readonly #requests: Counter<'operation' | 'result'>
  readonly #durations: Histogram<'operation'>
  readonly #asynchronous: Counter<'operation' | 'result'>
  readonly #jobDurations: Histogram

  constructor(registry: Registry, operations: readonly OperationName[]) {
    const registers = [registry]
    const counter = (name: string, help: string): Counter => new Counter({name, help, registers})
    const byCause = (name: string, help: string): Counter<'cause'> =>
      new Counter({name, help, labelNames: ['cause'], registers})
    const byResult = (name: string, help: string): Counter<'operation' | 'result'> =>
      new Counter({name, help, labelNames: ['operation', 'result'], registers})
    this.#open = new Gauge({name: 'kmip_connections', help: 'Connections that are open', registers})
    this.#opened = counter('kmip_connections_total', 'Connections whose client was accepted')
    this.#refused = byCause('kmip_connection_refusals_total', 'Connections turned away before a request, by cause')
    this.#identitiesRefused = byCause(
      'kmip_identity_refusals_total',
      'Messages of clients whose certificate TLS accepts but no role does, by cause',
    )
    this.#messages = counter('kmip_messages_total', 'Request messages that were answered')
    this.#receivedBytes = counter('kmip_received_bytes_total', 'Bytes of request messages')
    this.#sentBytes = counter('kmip_sent_bytes_total', 'Bytes of response messages')
    this.#requests = byResult('kmip_requests_total', 'Requested operations (batch items), by operation and result')
    this.#durations = new Histogram({
      name: 'kmip_request_duration_seconds',
      help: 'Time from the last byte of a request message to its answer, by operation; batch where it has several',
      labelNames: ['operation'],
      buckets: durationBuckets,
      registers,
    })
    this.#asynchronous = byResult(
      'kmip_asynchronous_requests_total',
      'Operations that were run after their message was answered, by operation and result',
    )
    this.#jobDurations = new Histogram({
      name: 'kmip_asynchronous_request_duration_seconds',
      help: 'Time that asynchronous requests took to run',
      buckets: durationBuckets,
      registers,
    })
    this.#beginAtZero(operations)
  }

  /** A rate needs a first value: the usual series are there before the first event. */
  #beginAtZero(operations: readonly OperationName[]): void {
    for (const cause of connectionRefusalCauses) this.#refused.inc({cause}, 0)
    for (const cause of identityRefusalCauses) this.#identitiesRefused.inc({cause}, 0)
    for (const operation of operations) this.#requests.inc({operation, result: 'Success'}, 0)
  }

  connectionOpened(): void {
    this.#open.inc()
    this.#opened.inc()
  }

  connectionClosed(): void {
    this.#open.dec()
  }

  connectionRefused({cause}: ConnectionRefusal): void {
    this.#refused.inc({cause})
  }

  exchangeDone({sender, request, response, receivedBytes, sentBytes, milliseconds}: Exchange): void {
    this.#messages.inc()
    this.#receivedBytes.inc(receivedBytes)
    this.#sentBytes.inc(sentBytes)
    if (sender !== undefined && isRefused(sender)) this.#identitiesRefused.inc({cause: sender.cause})
    for (const {operation, result} of requestedOperations(request, response)) this.#requests.inc({operation, result})
    this.#durations.observe({operation: operationOfMessage(request)}, milliseconds / 1000)
  }

  jobDone({responses, milliseconds}: JobRun): void {
    this.#jobDurations.observe(milliseconds / 1000)
    for (const {operation, result} of completedOperations(responses)) this.#asynchronous.inc({operation, result})
  }
}
