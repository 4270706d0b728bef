import {Poll} from '../kmip/operations/poll.ts'
import type {Operation} from '../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../kmip/schema/structure.ts'
import {isBefore, type Version} from '../kmip/spec/version.ts'
import {kmipVocabulary} from '../kmip/spec/vocabulary.ts'
import {connect, type ConnectOptions} from '../transport/connect.ts'
import {defaultRequestTimeoutMs} from '../transport/connection.ts'
import type {PeerFacts} from '../transport/peer.ts'
import {readBinary} from '../ttlv/binary-reader.ts'
import {writeBinary} from '../ttlv/binary-writer.ts'
import {TtlvError} from '../ttlv/error.ts'
import type {TtlvLimits} from '../ttlv/limits.ts'
import type {TtlvNode} from '../ttlv/node.ts'
import {negotiateVersion} from './negotiate.ts'
import type {BatchResult, BatchResults, OperationCall} from './operation-call.ts'
import {pollResult, type PollResult} from './poll-result.ts'
import {ReconnectingChannel, type OpenChannel, type OpenNextChannel} from './reconnecting-channel.ts'
import {unrepeatableOperations} from './repeatable.ts'
import {neededByHeader, requestMessage, type HashedLogin, type HeaderOptions} from './request-message.ts'
import {batchResults, singleResponse} from './response-message.ts'
import {asUncertain} from './uncertain.ts'

export const defaultVersion: Version = '1.4'

/** A message that went over the wire, secrets and all. */
export interface TracedMessage {
  readonly direction: 'request' | 'response'
  readonly bytes: Uint8Array
  /** Undefined when the bytes are not valid TTLV. */
  readonly node: TtlvNode | undefined
}

export interface VersionOptions {
  readonly signal?: AbortSignal | undefined
  /** Those of the message, where nobody has chosen a version. */
  readonly operations?: readonly Pick<Operation, 'range'>[] | undefined
}

/** What a message does not take from the client's settings. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs?: number | undefined
  readonly version?: Version | undefined
  /** Goes before the client's own header fields. */
  readonly header?: HeaderOptions | undefined
}

/** Has an errand done: a message with its answer. May have it done again after it failed. */
export type Perform = <T>(errand: () => Promise<T>) => Promise<T>

export interface KmipClientOptions {
  readonly open: OpenChannel
  /** Where to turn when a server cannot be used after all; see `ReconnectingChannel`. */
  readonly openNext?: OpenNextChannel | undefined
  /** Once and no more when absent. */
  readonly perform?: Perform | undefined
  /**
   * When absent 1.4, or the first version that has an operation which 1.4 lacks; `auto` asks the server before the first
   * message that needs it.
   */
  readonly version?: Version | 'auto' | undefined
  readonly header?: HeaderOptions | undefined
  /** Milliseconds to wait for an answer, 30000 when absent. */
  readonly timeoutMs?: number | undefined
  /** Bounds of the answers. */
  readonly limits?: TtlvLimits | undefined
  /** False never sends a request twice; see `ReconnectingChannel`. */
  readonly retry?: boolean | undefined
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
  /** The clock of the header's time stamp. */
  readonly now?: (() => Date) | undefined
}

/**
 * A typed KMIP client over one connection, which opens at the first message. Calls may run side by side; their messages
 * are pipelined.
 *
 * Rejections: TransportError (cannot connect, TLS, time-out, closed), OperationFailedError (the server refused),
 * UnexpectedResponseError and TtlvError (the answer is wrong), UsageError (the version lacks the operation).
 */
export class KmipClient implements AsyncDisposable {
  readonly #options: KmipClientOptions
  readonly #channel: ReconnectingChannel
  #sentVersion: Version | undefined
  #negotiating: Promise<Version> | undefined

  constructor(options: KmipClientOptions) {
    this.#options = options
    const {open, openNext, retry = true} = options
    this.#channel = new ReconnectingChannel({open, openNext, retry})
  }

  /** Runs one operation and resolves with its response payload. */
  async call<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    options: CallOptions = {},
  ): Promise<FieldValues<Res>> {
    const message = await this.#message([{operation, request}], options)
    return this.#perform(async () => singleResponse(operation, await this.#send(message, options)))
  }

  /** Asks what has become of an asynchronous request. Rejects with OperationFailedError when that failed. */
  async poll(asynchronousCorrelationValue: Uint8Array, options: CallOptions = {}): Promise<PollResult> {
    const call = {operation: Poll, request: {asynchronousCorrelationValue}}
    const message = await this.#message([call], options)
    return this.#perform(async () => pollResult(await this.#send(message, options)))
  }

  /**
   * Runs several operations in one message; each result tells what became of its operation. Rejects only when the
   * server refused the message as a whole, or the answer is not one to it.
   */
  batch<const Calls extends readonly OperationCall[]>(calls: Calls, options?: CallOptions): Promise<BatchResults<Calls>>
  async batch(calls: readonly OperationCall[], options: CallOptions = {}): Promise<BatchResult[]> {
    const message = await this.#message(calls, options)
    return this.#perform(async () => batchResults(calls, await this.#send(message, options)))
  }

  /** Runs one or several operations in one message and resolves with the tree of the answer, whatever it says. */
  async ask(calls: readonly OperationCall[], options: CallOptions = {}): Promise<TtlvNode> {
    return this.send(await this.#message(calls, options), options)
  }

  /** Sends any tree and resolves with the tree of the answer, whatever it says. */
  send(node: TtlvNode, options: CallOptions = {}): Promise<TtlvNode> {
    return this.#perform(() => this.#send(node, options))
  }

  /** Sends bytes as they are, valid or not, and resolves with those of the answer. */
  sendBytes(bytes: Uint8Array, options: CallOptions = {}): Promise<Uint8Array> {
    return this.#perform(async () => {
      const node = this.#traceBytes('request', bytes)
      const answer = await this.#exchange(bytes, node, options)
      this.#traceBytes('response', answer)
      return answer
    })
  }

  async #send(node: TtlvNode, options: CallOptions): Promise<TtlvNode> {
    const bytes = writeBinary(node)
    this.#options.onMessage?.({direction: 'request', bytes, node})
    const answer = await this.#exchange(bytes, node, options)
    let answerNode: TtlvNode | undefined
    try {
      answerNode = this.#read(answer)
      this.#hashedLogin(options)?.check(node, answerNode)
      return answerNode
    } finally {
      this.#options.onMessage?.({direction: 'response', bytes: answer, node: answerNode})
    }
  }

  /** The version of messages with such operations, asked from the server when it is `auto`. */
  async version({operations = [], signal}: VersionOptions = {}): Promise<Version> {
    const {header = {}, version = usualVersion([...operations, ...neededByHeader(header)])} = this.#options
    if (version !== 'auto') return version
    this.#negotiating ??= negotiateVersion(this, {signal})
    try {
      return await this.#negotiating
    } catch (error) {
      this.#negotiating = undefined
      throw error
    }
  }

  /** The version of the last message; undefined before the first one. */
  get sentVersion(): Version | undefined {
    return this.#sentVersion
  }

  /** Facts of the connection, which is opened when it is not. */
  peer(options: {readonly signal?: AbortSignal | undefined} = {}): Promise<PeerFacts> {
    return this.#channel.peer(options)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#channel[Symbol.asyncDispose]()
  }

  async #message(calls: readonly OperationCall[], options: CallOptions): Promise<TtlvNode> {
    const {header = {}, now = () => new Date()} = this.#options
    const operations = calls.map(({operation}) => operation)
    const version = options.version ?? (await this.version({operations, signal: options.signal}))
    this.#sentVersion = version
    const isNegotiated = options.version === undefined && this.#options.version === 'auto'
    return requestMessage(calls, {version, header: {...header, ...options.header}, now, isNegotiated})
  }

  #perform<T>(errand: () => Promise<T>): Promise<T> {
    const {perform} = this.#options
    return perform === undefined ? errand() : perform(errand)
  }

  /** `node` is what the bytes say, undefined when they are not valid TTLV. */
  async #exchange(bytes: Uint8Array, node: TtlvNode | undefined, options: CallOptions): Promise<Uint8Array> {
    const {signal, timeoutMs = this.#options.timeoutMs ?? defaultRequestTimeoutMs} = options
    const unrepeatable = node === undefined ? ['it'] : unrepeatableOperations(node)
    // Servers take a hashed password once
    const repeatable = unrepeatable.length === 0 && this.#hashedLogin(options) === undefined
    try {
      return await this.#channel.exchange(bytes, {signal, timeoutMs, repeatable})
    } catch (error) {
      throw asUncertain(error, unrepeatable)
    }
  }

  #hashedLogin({header}: CallOptions): HashedLogin | undefined {
    return {...this.#options.header, ...header}.hashedLogin
  }

  #read(bytes: Uint8Array): TtlvNode {
    return readBinary(bytes, {limits: this.#options.limits, vocabulary: kmipVocabulary})
  }

  /** What the bytes say; undefined when they are not valid TTLV. */
  #traceBytes(direction: TracedMessage['direction'], bytes: Uint8Array): TtlvNode | undefined {
    let node: TtlvNode | undefined
    try {
      node = this.#read(bytes)
    } catch (error) {
      // That it is no TTLV is what the trace shows
      if (!(error instanceof TtlvError)) throw error
    }
    this.#options.onMessage?.({direction, bytes, node})
    return node
  }
}

/** 1.4, or the first version that has all of the operations. */
export function usualVersion(operations: readonly Pick<Operation, 'range'>[]): Version {
  return operations.reduce<Version>(
    (version, {range}) => (isBefore(version, range.since) ? range.since : version),
    defaultVersion,
  )
}

/** A client that connects over TLS. */
export function createClient(
  options: Omit<KmipClientOptions, 'open'> & {
    readonly connection: Omit<ConnectOptions, 'signal' | 'limits'>
  },
): KmipClient {
  const {connection, ...rest} = options
  return new KmipClient({...rest, open: ({signal}) => connect({...connection, limits: options.limits, signal})})
}
