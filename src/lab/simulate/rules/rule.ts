import type {Version} from '../../../kmip/spec/version.ts'
import type {TtlvNode} from '../../../ttlv/node.ts'

/** A request and the answer that came, as a product's decoder sees them. */
export interface Exchange {
  readonly request: TtlvNode
  /** Of the request. */
  readonly version: Version
  readonly answer: TtlvNode
  /** The answer as it came. */
  readonly bytes: Uint8Array
  /** Bytes of each piece in which the answer came, as TLS delivered them; absent where that is not known. */
  readonly pieces?: readonly number[] | undefined
}

/** What was wrong. Never holds key material. */
export interface Fault {
  readonly expected: string
  readonly received: string
}

/** What a decoder does when a rule is broken. */
export type Consequence = 'error' | 'crash' | 'hang'

/** One thing that a product's decoder demands of every answer. */
export interface Rule {
  readonly name: string
  /** What it demands: a sentence without its full stop. */
  readonly text: string
  readonly consequence: Consequence
  /** Undefined where the answer keeps the rule. */
  readonly check: (exchange: Exchange) => Fault | undefined
}

/** A rule whose breach ends the conversation with an error, as most do. */
export function rule(name: string, text: string, check: Rule['check'], consequence: Consequence = 'error'): Rule {
  return {name, text, consequence, check}
}
