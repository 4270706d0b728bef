import {hash} from 'node:crypto'
import {hostname} from 'node:os'
import type {Log} from '../log.ts'
import {chainFormat, emptyChain, nextLine, type ChainState} from './chain.ts'
import type {AuditBody} from './entry.ts'
import type {AuditSink, SinkTail} from './sink.ts'

export interface DeviceOptions {
  readonly sink: AuditSink
  /** Where the chain stood when it was last noted; undefined for a device that is new. */
  readonly known: ChainState | undefined
  readonly log: Log
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

type Opening = 'start' | 'rotation' | 'recovery'

/** A place for entries with the chain that it holds. One thing at a time is done with it. */
export class AuditDevice {
  readonly name: string
  readonly #sink: AuditSink
  readonly #log: Log
  readonly #clock: () => number
  #state: ChainState
  /** The store knows how far the device has got with the journal of this store. */
  #isKnown: boolean
  /** Why it has to be opened before anything is written; undefined when it is open. */
  #opening: Opening | undefined = 'start'
  #failing = false
  /** Entries that it could not take. */
  #missed = 0

  constructor({sink, known, log, clock}: DeviceOptions) {
    this.name = sink.name
    this.#sink = sink
    this.#state = known ?? emptyChain
    this.#isKnown = known !== undefined
    this.#log = log
    this.#clock = clock
  }

  /** The last write succeeded; true before the first. */
  get isWorking(): boolean {
    return !this.#failing
  }

  /** Of the last entry that is written whole. */
  get state(): ChainState {
    return this.#state
  }

  /** Opens it for the first time. Rejects when it cannot be had; that it is full is no such reason. */
  async start(): Promise<void> {
    const lines = this.#openingLines(await this.#sink.open(), 'start')
    await this.#append(lines.prefix, [lines.body], 'start')
  }

  /**
   * Writes entries, all in one piece, after whatever is needed to open the device again. The answer is how many of them are
   * written, always the first ones. Administrative changes that it has already count as written. Never rejects.
   */
  async write(bodies: readonly AuditBody[]): Promise<number> {
    const fresh = bodies.filter(({change}) => change === undefined || change > this.#state.change)
    if (fresh.length === 0 && this.#opening === undefined) return bodies.length
    const written = await this.#writeFresh(fresh)
    if (written === fresh.length) return bodies.length
    const firstMissing = fresh[written]
    this.#missed += fresh.slice(written).filter(({change}) => change === undefined).length
    return firstMissing === undefined ? bodies.length : bodies.indexOf(firstMissing)
  }

  /** Leads to a new file when the one that is open was moved away; at the next write. */
  async reopen(): Promise<void> {
    if (this.#opening === undefined && (await this.#sink.isMoved())) this.#opening = 'rotation'
  }

  async close(): Promise<void> {
    await this.#sink.close()
  }

  async #writeFresh(fresh: readonly AuditBody[]): Promise<number> {
    const opening = this.#opening
    if (opening === undefined) return this.#append('', fresh)
    try {
      const {prefix, body} = this.#openingLines(await this.#sink.open(), opening)
      const written = await this.#append(prefix, [body, ...fresh], opening)
      return Math.max(0, written - 1)
    } catch (error) {
      this.#fail(error)
      return 0
    }
  }

  /** How many of the entries are written. */
  async #append(prefix: string, bodies: readonly AuditBody[], opening?: Opening): Promise<number> {
    const lines: string[] = []
    const states: ChainState[] = []
    let state = this.#state
    for (const {text, change} of bodies) {
      const line = nextLine(state, text, change)
      lines.push(line.text)
      states.push((state = line.state))
    }
    const bytes = Buffer.from(prefix + lines.join(''))
    const {bytes: done, error} = await this.#sink.append(bytes)
    if (done === bytes.length) {
      this.#state = state
      if (opening !== undefined) this.#opened(opening)
      return bodies.length
    }
    const whole = wholeLines(lines, done - prefix.length)
    this.#state = states[whole - 1] ?? this.#state
    this.#fail(error)
    return whole
  }

  /** Decides with which entry the chain goes on, and closes a line that was torn. */
  #openingLines(tail: SinkTail | undefined, opening: Opening): {readonly prefix: string; readonly body: AuditBody} {
    const found = tail?.state
    const missing = found !== undefined && found.sequence < this.#state.sequence
    const facts = {
      time: new Date(this.#clock()).toISOString(),
      kind: 'audit.opened',
      format: chainFormat,
      cause: opening,
      device: this.name,
      host: hostname(),
      pid: process.pid,
      missed: this.#missed === 0 ? undefined : this.#missed,
      torn: tornFacts(tail?.torn),
      endsBefore: missing ? this.#state.sequence : undefined,
    }
    if (missing) {
      const {sequence} = this.#state
      const hint = 'The end of the file was removed, or was lost with the machine'
      this.#log.error({device: this.name, hint}, `The audit ends with entry ${found.sequence}, not ${sequence}`)
    } else if (found !== undefined) this.#state = this.#isKnown ? found : {...found, change: 0}
    this.#isKnown = true
    return {
      prefix: tail === undefined || tail.endsLine ? '' : '\n',
      body: {text: JSON.stringify(facts).slice(1, -1)},
    }
  }

  #opened(opening: Opening): void {
    if (this.#failing) this.#log.info({device: this.name, missed: this.#missed}, 'Audit device works again')
    else this.#log.info({device: this.name, cause: opening}, 'Audit device opened')
    this.#opening = undefined
    this.#failing = false
    this.#missed = 0
  }

  #fail(error: unknown): void {
    this.#opening = this.#opening === 'start' ? 'start' : 'recovery'
    if (this.#failing) return
    this.#failing = true
    const problem = error instanceof Error ? error.message : String(error)
    this.#log.error({device: this.name}, `Audit device fails: ${problem}`)
  }
}

/** How many lines the first so many bytes hold. */
function wholeLines(lines: readonly string[], bytes: number): number {
  let left = bytes
  for (const [index, line] of lines.entries()) {
    left -= Buffer.byteLength(line)
    // A line end may be missing: the entry is there
    if (left < -1) return index
  }
  return lines.length
}

function tornFacts(torn: Uint8Array | undefined): {readonly bytes: number; readonly hash: string} | undefined {
  return torn === undefined ? undefined : {bytes: torn.length, hash: hash('sha256', torn)}
}
