import {KmipClient, type TracedMessage} from '../client/kmip-client.ts'
import type {Operation} from '../kmip/schema/operation.ts'
import type {Fields, FieldValues} from '../kmip/schema/structure.ts'
import type {Address} from '../transport/address.ts'
import {connect} from '../transport/connect.ts'
import type {Connection} from '../transport/connection.ts'
import type {TlsMaterial} from '../transport/tls-material.ts'
import type {Behaviour} from './behaviour.ts'
import {checkAnswer, longestAnswer} from './strict-answer.ts'

export interface SessionOptions {
  readonly address: Address
  readonly tls: TlsMaterial
  readonly behaviour: Behaviour
  /** One time for connecting and the first exchange together, and once more for each further exchange. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  readonly onMessage?: ((message: TracedMessage) => void) | undefined
}

interface SessionParts {
  readonly connection: Connection
  readonly client: KmipClient
  readonly answers: TracedMessage[]
}

/** One TLS connection of the product, for one errand: messages with one operation each, one after the other. */
export class Session implements AsyncDisposable {
  readonly #connection: Connection
  readonly #client: KmipClient
  readonly #options: SessionOptions
  /** As they came, until they are looked at. */
  readonly #answers: TracedMessage[]

  private constructor(options: SessionOptions, parts: SessionParts) {
    this.#connection = parts.connection
    this.#client = parts.client
    this.#answers = parts.answers
    this.#options = options
  }

  /** Connects. Rejects with a TransportError. */
  static async open(options: SessionOptions): Promise<Session> {
    const {address, tls, behaviour, timeoutMs, signal} = options
    const firstAddressOnly = behaviour.failover === 'percona'
    const connection = await connect({address, tls, timeoutMs, signal, oneTimer: true, firstAddressOnly})
    const answers: TracedMessage[] = []
    const client = new KmipClient({
      open: async () => connection,
      version: behaviour.version,
      retry: false,
      header: behaviour.strictDecoder ? {timeStamp: true, maximumResponseSize: longestAnswer} : {},
      onMessage(message) {
        if (message.direction === 'response') answers.push(message)
        options.onMessage?.(message)
      },
    })
    return new Session(options, {connection, client, answers})
  }

  /** Rejects with OperationFailedError, TransportError, or MasterKeyError for an answer the product cannot read. */
  async call<Req extends Fields, Res extends Fields>(
    operation: Operation<Req, Res>,
    request: FieldValues<Req>,
  ): Promise<FieldValues<Res>> {
    const {behaviour, signal, timeoutMs} = this.#options
    try {
      return await this.#client.call(operation, request, {signal, timeoutMs})
    } finally {
      // It would not come to read more of an answer that it cannot follow
      for (const {bytes, node} of this.#answers.splice(0)) if (behaviour.strictDecoder) checkAnswer(bytes, node)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]()
    // The client does not know of a connection that it was never asked to use
    await this.#connection[Symbol.asyncDispose]()
  }
}
