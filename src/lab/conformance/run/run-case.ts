import {KmipctlError} from '../../../errors.ts'
import type {ConformanceCase, Exchange} from '../cases/conformance-case.ts'
import {bindMessage} from '../conversation/bind-request.ts'
import {Bindings} from '../conversation/bindings.ts'
import type {Ledger} from '../conversation/ledger.ts'
import {judgeMessage, type Knowledge} from '../judge/judge-message.ts'
import type {Peer} from './peer.ts'
import type {CaseResult, CaseStatus, JudgedExchange} from './result.ts'

/** What the cases of a run share. */
export interface RunContext {
  readonly peer: Peer
  readonly ledger: Ledger
  readonly now: () => Date
}

/**
 * Has the conversation of a case and judges each answer. It goes on after a difference, so that the requests at the end
 * of a case clean up; what needs a value that no answer gave is left out.
 */
export async function runCase(file: ConformanceCase, {peer, ledger, now}: RunContext): Promise<CaseResult> {
  const start = performance.now()
  const seconds = BigInt(Math.floor(now().getTime() / 1000))
  const knowledge = {ledger, bindings: new Bindings(file.variables, seconds)}
  const exchanges: JudgedExchange[] = []
  for (const exchange of file.exchanges) {
    const isBroken = exchanges.some(isFaulty)
    exchanges.push(await runExchange(exchange, {peer, knowledge, isBroken}))
  }
  return {file, status: statusOf(exchanges), exchanges, durationMs: Math.round(performance.now() - start)}
}

interface ExchangeContext {
  readonly peer: Peer
  readonly knowledge: Knowledge
  /** Something was wrong before: values may be missing. */
  readonly isBroken: boolean
}

async function runExchange(
  {request, response: expected}: Exchange,
  {peer, knowledge, isBroken}: ExchangeContext,
): Promise<JudgedExchange> {
  const {node: sent, unbound} = bindMessage(request, knowledge.bindings)
  const base = {request: sent, expected}
  if (isBroken && unbound.length > 0) {
    return {...base, received: undefined, differences: [], problem: `Nothing was received for ${unbound.join(', ')}`}
  }
  try {
    const received = await peer.exchange(sent)
    return {...base, received, differences: judgeMessage({request: sent, expected, received}, knowledge)}
  } catch (error) {
    if (!(error instanceof KmipctlError)) throw error
    return {...base, received: undefined, differences: [], problem: error.message}
  }
}

function isFaulty({differences, problem}: JudgedExchange): boolean {
  return differences.length > 0 || problem !== undefined
}

/** The first fault decides: the others may follow from it. */
function statusOf(exchanges: readonly JudgedExchange[]): CaseStatus {
  const faulty = exchanges.find(isFaulty)
  if (faulty === undefined) return 'passed'
  return faulty.differences[0]?.problem === 'unsupported' ? 'unsupported' : 'failed'
}
