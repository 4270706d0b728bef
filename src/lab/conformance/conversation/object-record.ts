import type {TtlvNode} from '../../../ttlv/node.ts'

/** What the conversation has told of an object. */
export interface ObjectRecord {
  /** Its material follows from what the client sent: it was registered, or derived from what was. */
  known: boolean
  /** Of the algorithm enumeration. */
  algorithm: number | undefined
  /** Its Cryptographic Parameters. */
  parameters: TtlvNode | undefined
  /** For a split key: whether the secret that its parts make up is known. */
  secretKnown: boolean
  /** Tags of the attributes that a request has set. */
  readonly given: Set<number>
  /** Dates that a request has fixed, by tag. */
  readonly dates: Map<number, bigint>
  /** What Get has given for it, by its form. */
  readonly materials: Map<string, TtlvNode>
}

export function newRecord(known: boolean): ObjectRecord {
  return {
    known,
    algorithm: undefined,
    parameters: undefined,
    secretKnown: false,
    given: new Set(),
    dates: new Map(),
    materials: new Map(),
  }
}
