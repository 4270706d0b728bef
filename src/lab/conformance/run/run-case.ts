import {KmipctlError} from '../../../errors.ts'
import {QueryFunction} from '../../../kmip/spec/enumerations.ts'
import {Tag} from '../../../kmip/spec/tags.ts'
import type {ConformanceCase, Exchange} from '../cases/conformance-case.ts'
import {operationsOf} from '../cases/operations.ts'
import {bindMessage} from '../conversation/bind-request.ts'
import {Bindings, type ScalarValue} from '../conversation/bindings.ts'
import type {Ledger} from '../conversation/ledger.ts'
import {judgeMessage, type Knowledge} from '../judge/judge-message.ts'
import type {Peer} from './peer.ts'
import {enumerationNode, protocolVersionIn, requestMessage} from './request-message.ts'
import type {CaseResult, CaseStatus, JudgedExchange} from './result.ts'

/** What the cases of a run share. */
export interface RunContext {
  readonly peer: Peer
  readonly ledger: Ledger
  readonly now: () => Date
  /** What the cases of the family before this one have bound; this one adds to it. */
  readonly literals?: Map<string, ScalarValue> | undefined
}

/**
 * Has the conversation of a case and judges what the server says. It goes on after a difference, so that the requests at
 * the end of a case clean up; what needs a value that nobody gave is left out.
 */
export async function runCase(file: ConformanceCase, context: RunContext): Promise<CaseResult> {
  const {peer, ledger, now, literals = new Map()} = context
  const start = performance.now()
  const seconds = BigInt(Math.floor(now().getTime() / 1000))
  const knowledge = {ledger, version: file.version, bindings: new Bindings(file.variables, seconds, literals)}
  const exchanges: JudgedExchange[] = []
  let problem: string | undefined
  for (const exchange of file.exchanges) {
    const part = {peer, knowledge, before: exchanges}
    const judged = exchange.from === 'client' ? await ask(exchange, part) : await beAsked(exchange, part)
    if (judged === undefined) {
      problem = `The server did not send ${operationsOf(exchange.request).join(', ')} by itself`
      break
    }
    exchanges.push(judged)
  }
  for (const [literal, value] of knowledge.bindings.literals()) literals.set(literal, value)
  // A server that has gone wrong before is not to be expected to go on
  const isUntried = problem !== undefined && !exchanges.some(isFaulty)
  const status = isUntried ? 'not runnable' : statusOf(exchanges)
  return {file, status, problem, exchanges, durationMs: Math.round(performance.now() - start)}
}

interface ExchangeContext {
  readonly peer: Peer
  readonly knowledge: Knowledge
  /** The exchanges so far. */
  readonly before: readonly JudgedExchange[]
}

async function ask(
  {request, response: expected}: Exchange,
  {peer, knowledge, before}: ExchangeContext,
): Promise<JudgedExchange> {
  const {node: sent, unbound} = bindMessage(request, knowledge.bindings)
  const base = {from: 'client', sent, expected} as const
  // After something went wrong values may be missing
  if (before.some(isFaulty) && unbound.length > 0) {
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

/** Waits for a request of the server and responds as the case says; undefined when the server never begins. */
async function beAsked(
  {request: expected, response}: Exchange,
  {peer, knowledge, before}: ExchangeContext,
): Promise<JudgedExchange | undefined> {
  if (before.length === 0) await introduce(peer, expected)
  const provoked = peer.provoke?.(expected).then(
    () => undefined,
    (error: unknown) => error,
  )
  const request = await peer.hear()
  if (request === undefined && !before.some(({from}) => from === 'server')) return undefined
  const {node: sent} = bindMessage(response, knowledge.bindings)
  const base = {from: 'server', sent, expected, received: request?.node} as const
  if (request === undefined) return {...base, differences: [], problem: 'The server did not send it in time'}
  const differences = judgeMessage({request: undefined, expected, received: request.node}, knowledge)
  request.respond(bindMessage(response, knowledge.bindings).node)
  const error = await provoked
  if (error === undefined) return {...base, differences}
  if (!(error instanceof KmipctlError)) throw error
  return {...base, differences, problem: error.message}
}

/** A server speaks only to clients that have spoken, in the version of their last request. */
async function introduce(peer: Peer, expected: Exchange['request']): Promise<void> {
  const version = protocolVersionIn(expected)
  if (version === undefined) return
  const queried = enumerationNode(Tag.QueryFunction, QueryFunction.valueOf('QueryOperations'))
  await peer.exchange(requestMessage(version, 'Query', [queried]))
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
