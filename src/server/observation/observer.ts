import type {RequestBatchItem, ResponseBatchItem} from '../../kmip/message/batch-item.ts'
import type {TtlvNode} from '../../ttlv/node.ts'
import type {Refusal} from '../identity/identify.ts'
import type {Identity} from '../identity/identity.ts'
import type {Peer} from '../listener/peer.ts'
import type {ConnectionRefusal} from './refusal-cause.ts'

/** How a listener stands. */
export interface ListenerState {
  readonly name: string
  /** How many of its addresses are listened on. */
  readonly openAddresses: number
  /** End of the certificate that it shows; undefined when it has none. */
  readonly certificateNotAfter: Date | undefined
}

/** A message that is about to be run, or one of the server's own that is about to be sent. */
export interface ReceivedRequest {
  readonly peer: Peer
  readonly identity: Identity
  readonly request: TtlvNode
}

/** A message and its answer. */
export interface Exchange {
  readonly peer: Peer
  /** Who asked, or why nobody did; undefined when that could not be found out. */
  readonly sender: Identity | Refusal | undefined
  /** Undefined when it was not read: it is none, or comes from nobody. */
  readonly request: TtlvNode | undefined
  readonly response: TtlvNode
  readonly receivedBytes: number
  readonly sentBytes: number
  /** From the last byte of the request to the answer, before it is sent. */
  readonly milliseconds: number
}

/** An asynchronous request that was run after its message had been answered, or one that the server made of itself. */
export interface JobRun {
  readonly identity: Identity
  readonly requests: readonly RequestBatchItem[]
  /** Of the first of them, up to the one at which the batch ended. */
  readonly responses: readonly ResponseBatchItem[]
  readonly milliseconds: number
}

/**
 * Is told what the server does. Whoever only watches throws nothing; whoever must have noted a message (an audit) fails with a
 * KmipError, which the client then gets in place of the answer.
 */
export interface ServerObserver {
  /** All listeners, whenever one of them may have changed. */
  readonly listenersChanged?: ((listeners: readonly ListenerState[]) => void) | undefined
  /** The client is known by its certificate and may speak. */
  readonly connectionOpened?: ((peer: Peer) => void) | undefined
  /** One that was opened. */
  readonly connectionClosed?: ((peer: Peer) => void) | undefined
  /** Turned away before it could speak. */
  readonly connectionRefused?: ((refusal: ConnectionRefusal) => void) | undefined
  /** Nothing of the message is run before this is done, nor when it fails. */
  readonly requestReceived?: ((received: ReceivedRequest) => void | Promise<void>) | undefined
  /** The answer leaves after this is done; what the message did is committed. */
  readonly exchangeDone?: ((exchange: Exchange) => void | Promise<void>) | undefined
  /** Put, Notify or Query to a client: it leaves after this is done, and does not leave when it fails. */
  readonly requestSending?: ((sending: ReceivedRequest) => void | Promise<void>) | undefined
  /** Nothing is run in the background before this is done; when it fails, what waits goes on waiting. */
  readonly jobsStarting?: ((waiting: {readonly count: number}) => void | Promise<void>) | undefined
  /** An object was rotated by the server itself, or could not be. */
  readonly rotationDone?: ((run: JobRun) => void | Promise<void>) | undefined
  readonly jobDone?: ((run: JobRun) => void | Promise<void>) | undefined
}
