import {Counter, Gauge, type Registry} from 'prom-client'
import type {OperationName} from '../../kmip/schema/operation.ts'
import {isRefused} from '../identity/identify.ts'
import type {Exchange, JobRun, ServerObserver} from '../observation/observer.ts'
import {connectionRefusalCauses, identityRefusalCauses, type ConnectionRefusal} from '../observation/refusal-cause.ts'
import {Count, OperationCounts} from './counts.ts'
import {DurationHistogram} from './duration-histogram.ts'
import {completedOperations, operationOfMessage, requestedOperations} from './requested-operations.ts'

/** What connections and messages add up to. Labels come from enumerations only: no peer can make them many. */
export class TrafficMetrics implements ServerObserver {
  readonly #open: Gauge
  readonly #opened: Count
  readonly #refused: Counter<'cause'>
  readonly #identitiesRefused: Counter<'cause'>
  readonly #messages: Count
  readonly #receivedBytes: Count
  readonly #sentBytes: Count
  readonly #requests: OperationCounts
  readonly #durations: DurationHistogram
  readonly #asynchronous: OperationCounts
  readonly #rotations: OperationCounts
  readonly #jobDurations: DurationHistogram

  constructor(registry: Registry, operations: readonly OperationName[]) {
    const registers = [registry]
    const count = (name: string, help: string): Count => new Count(registry, name, help)
    const byCause = (name: string, help: string): Counter<'cause'> =>
      new Counter({name, help, labelNames: ['cause'], registers})
    this.#open = new Gauge({name: 'kmip_connections', help: 'Connections that are open', registers})
    this.#opened = count('kmip_connections_opened_total', 'Connections whose client was accepted')
    this.#refused = byCause('kmip_connection_refusals_total', 'Connections turned away before a request, by cause')
    this.#identitiesRefused = byCause(
      'kmip_identity_refusals_total',
      'Messages of clients whose certificate TLS accepts but no role does, by cause',
    )
    this.#messages = count('kmip_messages_total', 'Request messages that were answered')
    this.#receivedBytes = count('kmip_received_bytes_total', 'Bytes of request messages')
    this.#sentBytes = count('kmip_sent_bytes_total', 'Bytes of response messages')
    this.#requests = new OperationCounts(
      registry,
      'kmip_requests_total',
      'Requested operations (batch items), by operation and result',
    )
    this.#durations = new DurationHistogram({
      name: 'kmip_request_duration_seconds',
      help: 'Time from the last byte of a request message to its answer, by operation; batch where it has several',
      label: 'operation',
      registry,
    })
    this.#asynchronous = new OperationCounts(
      registry,
      'kmip_asynchronous_requests_total',
      'Operations that were run after their message was answered, by operation and result',
    )
    this.#rotations = new OperationCounts(
      registry,
      'kmip_rotations_total',
      'Objects that the server tried to rotate on their day, by operation and result',
    )
    this.#jobDurations = new DurationHistogram({
      name: 'kmip_asynchronous_request_duration_seconds',
      help: 'Time that asynchronous requests took to run',
      registry,
    })
    this.#beginAtZero(operations)
  }

  /** A rate needs a first value: the usual series are there before the first event. */
  #beginAtZero(operations: readonly OperationName[]): void {
    for (const cause of connectionRefusalCauses) this.#refused.inc({cause}, 0)
    for (const cause of identityRefusalCauses) this.#identitiesRefused.inc({cause}, 0)
    for (const operation of operations) this.#requests.add(operation, 'Success', 0)
  }

  connectionOpened(): void {
    this.#open.inc()
    this.#opened.add()
  }

  connectionClosed(): void {
    this.#open.dec()
  }

  connectionRefused({cause}: ConnectionRefusal): void {
    this.#refused.inc({cause})
  }

  exchangeDone({sender, request, response, receivedBytes, sentBytes, milliseconds}: Exchange): void {
    this.#messages.add()
    this.#receivedBytes.add(receivedBytes)
    this.#sentBytes.add(sentBytes)
    if (sender !== undefined && isRefused(sender)) this.#identitiesRefused.inc({cause: sender.cause})
    for (const {operation, result} of requestedOperations(request, response)) this.#requests.add(operation, result)
    this.#durations.observe(operationOfMessage(request), milliseconds / 1000)
  }

  rotationDone({responses}: JobRun): void {
    for (const {operation, result} of completedOperations(responses)) this.#rotations.add(operation, result)
  }

  jobDone({responses, milliseconds}: JobRun): void {
    this.#jobDurations.observe('', milliseconds / 1000)
    for (const {operation, result} of completedOperations(responses)) this.#asynchronous.add(operation, result)
  }
}
