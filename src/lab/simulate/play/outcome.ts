import type {Version} from '../../../kmip/spec/version.ts'
import type {Consequence, Fault} from '../rules/rule.ts'

/** `refused`: by a Result Reason; `answer`: the product cannot use or read it; `connection`: none came, or no TTLV. */
export type FailureKind = 'refused' | 'answer' | 'connection' | 'value'

/** Why a product could not go on. */
export interface Failure {
  readonly kind: FailureKind
  readonly operation: string
  /** A sentence without its full stop. */
  readonly problem: string
  /** What was expected and what came, for an answer. */
  readonly fault?: Fault | undefined
  /** Name of the rule of the decoder that was broken. */
  readonly rule?: string | undefined
  readonly consequence: Consequence
  /** Name of the Result Reason of a refusal, or its number. */
  readonly resultReason?: string | undefined
  /** What the product does then: a sentence without its full stop. */
  readonly reaction: string
}

export type StepOutcome = 'done' | 'tolerated' | 'left out' | 'failed'

/** What became of one message of a product. */
export interface PlayedStep {
  /** Among the steps of the product, from 1. */
  readonly step: number
  readonly of: number
  readonly operations: readonly string[]
  readonly version: Version
  readonly outcome: StepOutcome
  /** What there is to know: why it was left out, what was tolerated, what failed. */
  readonly note?: string | undefined
}

/** `not played`: what somebody else has to do before failed, or the server could not be reached. */
export type PlayStatus = 'works' | 'fails' | 'not played'

/** The conversation of a product with a server, and what became of it. */
export interface Played {
  readonly client: string
  readonly product: string
  readonly version: Version
  readonly status: PlayStatus
  readonly steps: readonly PlayedStep[]
  /** Of the steps, the number of the one that failed. */
  readonly failedStep?: number | undefined
  readonly failure?: Failure | undefined
  /** How the conversation differed from the product's; sentences. */
  readonly remarks: readonly string[]
  /** Identifiers of objects that were made and are still there. */
  readonly left: readonly string[]
  readonly requests: number
  readonly durationMs: number
}
