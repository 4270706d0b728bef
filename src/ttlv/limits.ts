/** Bounds on what a peer may send, checked before memory is given to it. */
export interface TtlvLimits {
  /** Bytes of a whole message, header included. */
  readonly messageSize: number
  /** Levels of structures in structures. */
  readonly depth: number
  /** Items in one message. */
  readonly nodes: number
}

export const defaultLimits: TtlvLimits = {messageSize: 1024 * 1024, depth: 32, nodes: 50_000}
