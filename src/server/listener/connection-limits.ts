import {defaultLimits, type TtlvLimits} from '../../ttlv/limits.ts'

/** What a listener grants to its peers. Times in milliseconds. */
export interface ConnectionLimits {
  readonly ttlv: TtlvLimits
  /** At once, over all addresses, handshakes included. */
  readonly connections: number
  /** Without a byte in either direction. */
  readonly idleTime: number
  /** From the first to the last byte of one message. */
  readonly messageTime: number
  /** For the client to answer a request that the server sends it. */
  readonly answerTime: number
  /** Bytes of later requests taken in while one is being answered. */
  readonly readAhead: number
}

export const defaultConnectionLimits: ConnectionLimits = {
  ttlv: defaultLimits,
  connections: 1000,
  idleTime: 10 * 60_000,
  messageTime: 60_000,
  answerTime: 10_000,
  readAhead: 64 * 1024,
}
