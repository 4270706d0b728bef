import type {TtlvNode} from '../../../ttlv/node.ts'
import type {CaseFile} from '../cases/conformance-case.ts'
import type {Difference} from '../judge/difference.ts'

/**
 * What became of a case. `unsupported`: the server said by its Result Reason that it does not do what the case needs,
 * or it answers as an alternative to the case expects.
 * `not runnable`: nothing was found out about the server.
 */
export const caseStatuses = ['passed', 'failed', 'unsupported', 'not runnable'] as const
export type CaseStatus = (typeof caseStatuses)[number]

/** One request and its response, of which the server's is judged. */
export interface JudgedExchange {
  /** Who sent the request. */
  readonly from: 'client' | 'server'
  /** Our message: the request, or the response to the server's. */
  readonly sent: TtlvNode
  /** The server's message as the case has it. */
  readonly expected: TtlvNode
  /** Undefined where nothing came. */
  readonly received: TtlvNode | undefined
  readonly differences: readonly Difference[]
  /** Why nothing could be judged. */
  readonly problem?: string | undefined
}

export interface CaseResult {
  readonly file: CaseFile
  readonly status: CaseStatus
  /** Why it is not runnable, or what the server does instead. */
  readonly problem?: string | undefined
  readonly exchanges: readonly JudgedExchange[]
  readonly durationMs: number
}

/** The first thing that was wrong with a case, and in which exchange, counted from 1. */
export interface FirstFault {
  readonly exchange: number
  readonly difference: Difference | undefined
  readonly problem: string | undefined
}

/** Undefined for a case that passed or did not run. */
export function firstFault({exchanges}: CaseResult): FirstFault | undefined {
  const index = exchanges.findIndex(({differences, problem}) => differences.length > 0 || problem !== undefined)
  const exchange = exchanges[index]
  if (exchange === undefined) return undefined
  return {exchange: index + 1, difference: exchange.differences[0], problem: exchange.problem}
}
