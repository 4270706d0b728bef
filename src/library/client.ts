import type {CallOptions, KmipClient} from '../client/kmip-client.ts'
import type {BatchResults, OperationCall} from '../client/operation-call.ts'
import {decodePayload} from '../client/response-message.ts'
import {UsageError} from '../errors.ts'
import type {Operation} from '../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../kmip/schema/structure.ts'
import type {Version} from '../kmip/spec/version.ts'
import type {PeerFacts} from '../transport/peer.ts'
import type {TtlvNode} from '../ttlv/node.ts'
import {inWordsOfOptions, withOptionWords} from './option-words.ts'

/** What may be said when only the connection is asked. */
export interface SignalOptions {
  readonly signal?: AbortSignal | undefined
}

/**
 * A client of one KMIP server, made by `connect`. Calls may run side by side; their messages are pipelined over one
 * connection.
 *
 * Rejections of all methods: TransportError (no connection, time-out, closed), OperationFailedError (the server refused),
 * UnexpectedResponseError and TtlvError (the answer is wrong), UsageError (the request is, or the version lacks the
 * operation), and the reason of an aborted signal.
 */
export class Client implements AsyncDisposable {
  readonly #client: KmipClient

  /** @internal */
  constructor(client: KmipClient) {
    this.#client = client
  }

  /**
   * Runs one operation and resolves with its response payload.
   *
   * ```ts
   * const {uniqueIdentifier} = await client.call(operations.Create, {
   *   objectType: 'SymmetricKey',
   *   attributes: attributes({CryptographicAlgorithm: 'AES', CryptographicLength: 256}),
   * })
   * ```
   */
  call<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
    options?: CallOptions,
  ): Promise<FieldValues<Res>> {
    return inWordsOfOptions(() => sayWhereWrong(operation.name, () => this.#client.call(operation, request, options)))
  }

  /**
   * Runs several operations in one message; each result tells what became of its operation. Rejects only when the server
   * refused the message as a whole, or the answer is not one to it. `operationCall` pairs an operation with its request.
   */
  async batch<const Calls extends readonly OperationCall[]>(
    calls: Calls,
    options?: CallOptions,
  ): Promise<BatchResults<Calls>> {
    const names = calls.map(({operation}) => operation.name).join(', ')
    const results = await inWordsOfOptions(() => sayWhereWrong(names, () => this.#client.batch(calls, options)))
    for (const result of results) if (!result.ok) withOptionWords(result.error)
    return results
  }

  /**
   * Asks what has become of a request that the server put off: `call` rejected with an OperationFailedError that has an
   * `asynchronousCorrelationValue`. Resolves with the response of the operation, or undefined while there is none.
   */
  poll<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    asynchronousCorrelationValue: Uint8Array,
    options?: CallOptions,
  ): Promise<FieldValues<Res> | undefined> {
    return inWordsOfOptions(async () => {
      const result = await this.#client.poll(asynchronousCorrelationValue, options)
      return result.pending ? undefined : decodePayload(operation, result.payload)
    })
  }

  /** Sends any message and resolves with the answer, whatever it says. */
  send(message: TtlvNode, options?: CallOptions): Promise<TtlvNode> {
    return inWordsOfOptions(() => this.#client.send(message, options))
  }

  /** Sends bytes as they are, valid or not, and resolves with those of the answer. */
  sendBytes(bytes: Uint8Array, options?: CallOptions): Promise<Uint8Array> {
    return inWordsOfOptions(() => this.#client.sendBytes(bytes, options))
  }

  /** The version of KMIP that messages have. */
  version(options?: SignalOptions): Promise<Version> {
    return inWordsOfOptions(() => this.#client.version(options))
  }

  /** Facts of the connection: TLS version, cipher, the server's certificate. Opens it when it is closed. */
  peer(options?: SignalOptions): Promise<PeerFacts> {
    return inWordsOfOptions(() => this.#client.peer(options))
  }

  /** Closes the connection; calls that wait for an answer reject. */
  async close(): Promise<void> {
    await this.#client[Symbol.asyncDispose]()
  }

  /** Closes the connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Without the compiler's help a request may be anything, and what encoders stumble over names no operation. */
async function sayWhereWrong<T>(names: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    throw new UsageError(`The request of ${names} is not of the type that the operation declares`, {cause: error})
  }
}
