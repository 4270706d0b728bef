import {KmipctlError} from '../../../errors.ts'
import {type CaseFile, type ConformanceCase, isReadable} from '../cases/conformance-case.ts'
import {operationsOf} from '../cases/operations.ts'
import type {ScalarValue} from '../conversation/bindings.ts'
import {Ledger} from '../conversation/ledger.ts'
import {settleAlternatives} from './alternatives.ts'
import {destroyLeftovers} from './clean-up.ts'
import type {Binding, OpenPeer, Peer, ServerInitiative} from './peer.ts'
import {type CaseUnit, planUnits} from './plan.ts'
import {protocolVersionIn} from './request-message.ts'
import type {CaseResult} from './result.ts'
import {runCase} from './run-case.ts'

export interface RunOptions {
  readonly open: OpenPeer
  readonly now?: (() => Date) | undefined
  /** Told before each case. */
  readonly onCase?: ((file: CaseFile) => void) | undefined
  /** False leaves on the server what the cases leave there. */
  readonly cleanUp?: boolean | undefined
}

/** Runs cases one after the other and returns their results in the order in which they ran. */
export async function runCases(files: readonly CaseFile[], options: RunOptions): Promise<CaseResult[]> {
  const run = new Run(options)
  const results: CaseResult[] = []
  for (const unit of planUnits(files)) results.push(...(await run.unit(unit)))
  return settleAlternatives(results)
}

/** What the cases of a unit share. */
interface UnitContext {
  readonly connections: Connections
  readonly literals: Map<string, ScalarValue>
}

class Run {
  readonly #options: RunOptions
  readonly #ledger = new Ledger()

  constructor(options: RunOptions) {
    this.#options = options
  }

  async unit(unit: CaseUnit): Promise<CaseResult[]> {
    await using connections = new Connections(this.#options.open)
    const results = new Map<CaseFile, CaseResult>()
    const literals = new Map<string, ScalarValue>()
    for (const setup of unit.setups.length === 0 ? [undefined] : unit.setups) {
      const round = [...(setup === undefined ? [] : [setup]), ...unit.cases, ...unit.cleanups]
      for (const file of round) {
        if (unit.cases.includes(file) && results.get(file)?.status === 'passed') continue
        const result = await this.#file(file, {connections, literals})
        results.set(file, chosen(results.get(file), result, unit.cases.includes(file)))
      }
      if (!unit.prepares) await this.#cleanUp(round, connections)
    }
    return [...unit.setups, ...unit.cases, ...unit.cleanups].flatMap((file) => results.get(file) ?? [])
  }

  async #file(file: CaseFile, {connections, literals}: UnitContext): Promise<CaseResult> {
    this.#options.onCase?.(file)
    if (!isReadable(file)) return notRunnable(file, file.problem)
    const {now = () => new Date()} = this.#options
    try {
      const peer = await connections.of(bindingOf(file), initiativesOf(file))
      if (peer === undefined) return notRunnable(file, 'No address of the server for HTTPS is given')
      return await runCase(file, {ledger: this.#ledger, now, peer, literals})
    } catch (error) {
      if (!(error instanceof KmipctlError)) throw error
      return notRunnable(file, error.message)
    }
  }

  async #cleanUp(files: readonly CaseFile[], connections: Connections): Promise<void> {
    const leftovers = this.#ledger.takeLeftovers()
    const [file] = files.filter(isReadable)
    const version = protocolVersionIn(file?.exchanges[0]?.request)
    if (this.#options.cleanUp === false || leftovers.length === 0 || version === undefined) return
    const peer = await connections.of('ttlv', [])
    if (peer !== undefined) await destroyLeftovers(peer, leftovers, version)
  }
}

/** A case counts by its best round, set-up and clean-up by their worst. */
function chosen(before: CaseResult | undefined, now: CaseResult, isCase: boolean): CaseResult {
  if (before === undefined) return now
  return (now.status === 'passed') === isCase ? now : before
}

function notRunnable(file: CaseFile, problem: string): CaseResult {
  return {file, status: 'not runnable', problem, exchanges: [], durationMs: 0}
}

/** The cases of the message encodings travel by them, all others over TLS. */
function bindingOf({stem}: ConformanceCase): Binding {
  const encoding = /^MSGENC-(HTTPS|XML|JSON)-/u.exec(stem)?.[1]
  if (encoding === undefined) return 'ttlv'
  return encoding === 'HTTPS' ? 'https-ttlv' : encoding === 'XML' ? 'https-xml' : 'https-json'
}

/** What the server does in the case by itself. */
function initiativesOf({exchanges}: ConformanceCase): ServerInitiative[] {
  const operations = exchanges.filter(({from}) => from === 'server').flatMap(({request}) => operationsOf(request))
  return [...new Set(operations.map((operation) => initiatives[operation] ?? 'query'))]
}

const initiatives: Readonly<Partial<Record<string, ServerInitiative>>> = {Put: 'put', Notify: 'notify'}

/** The connections of a unit, one a kind. */
class Connections implements AsyncDisposable {
  readonly #open: OpenPeer
  readonly #peers = new Map<string, Peer | undefined>()

  constructor(open: OpenPeer) {
    this.#open = open
  }

  async of(binding: Binding, initiatives: readonly ServerInitiative[]): Promise<Peer | undefined> {
    const kind = [binding, ...initiatives].join(' ')
    if (!this.#peers.has(kind)) this.#peers.set(kind, await this.#open(binding, initiatives))
    return this.#peers.get(kind)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.#peers.values()) await peer?.[Symbol.asyncDispose]()
  }
}
