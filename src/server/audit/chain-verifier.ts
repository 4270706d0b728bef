import {createHash, type Hash} from 'node:crypto'
import {emptyChain, isTornLine, readLine, type ChainState, type ReadLine} from './chain.ts'

/** What is wrong with a line; lines are counted from 1. */
export interface ChainProblem {
  readonly file: string
  readonly line: number
  /** `torn`: it was not written to its end, which a killed server leaves; all else is no accident. */
  readonly kind: 'changed' | 'missing' | 'order' | 'torn' | 'header'
  readonly problem: string
}

/** Lines that are no entries, until the next entry tells what they are. */
interface Debris {
  readonly line: number
  readonly digest: Hash
  bytes: number
  lines: number
}

/**
 * Follows a chain line by line, over files that continue each other. Whatever it finds it reports once, and goes on from the
 * line at which it was found.
 */
export class ChainVerifier {
  readonly #report: (problem: ChainProblem) => void
  /** Of the last entry; undefined before the first. */
  #state: ChainState | undefined
  /** Damaged lines since then. */
  #damagedLines = 0
  #debris: Debris | undefined
  #file = ''
  #line = 0
  #entriesInFile = 0

  constructor(report: (problem: ChainProblem) => void) {
    this.#report = report
  }

  /** Of the last entry; undefined when there was none. */
  get state(): ChainState | undefined {
    return this.#state
  }

  beginFile(file: string): void {
    this.#file = file
    this.#line = 0
    this.#entriesInFile = 0
  }

  /** Takes the next line, without its line end; the entry that it is. */
  take(bytes: Uint8Array): ReadLine | undefined {
    this.#line += 1
    const line = readLine(bytes)
    if (line === undefined) {
      this.#addDebris(bytes)
      return undefined
    }
    this.#settleDebris(line)
    this.#checkHeader(line)
    this.#checkOrder(line)
    this.#state = line.state
    this.#damagedLines = 0
    this.#entriesInFile += 1
    return line
  }

  /** Ends a file; `rest` has come after the last line end. */
  endFile(rest: Uint8Array): ReadLine | undefined {
    const last = rest.length > 0 ? this.take(rest) : undefined
    const debris = this.#debris
    this.#debris = undefined
    if (debris === undefined) return last
    const isTorn = rest.length > 0 && debris.line === this.#line && this.#mayBeTorn(rest)
    if (isTorn) this.#add('torn', 'The last line was not written to its end', debris.line)
    else this.#damaged(debris)
    return last
  }

  #mayBeTorn(rest: Uint8Array): boolean {
    return this.#damagedLines === 0 && isTornLine(Buffer.from(rest).toString('latin1'), this.#state)
  }

  #addDebris(bytes: Uint8Array): void {
    const debris = (this.#debris ??= {line: this.#line, digest: createHash('sha256'), bytes: 0, lines: 0})
    if (debris.line !== this.#line) {
      debris.digest.update('\n')
      debris.bytes += 1
    }
    debris.lines += 1
    debris.digest.update(bytes)
    debris.bytes += bytes.length
  }

  /** A server that finds torn lines writes down what it found. */
  #settleDebris({entry: {torn}}: ReadLine): void {
    const debris = this.#debris
    this.#debris = undefined
    if (debris === undefined) {
      if (torn !== undefined) this.#add('changed', 'The torn line that this entry tells of is not before it')
      return
    }
    const hash = debris.digest.copy().digest('hex')
    const isKnown = isRecord(torn) && torn.bytes === debris.bytes && torn.hash === hash
    if (!isKnown) this.#damaged(debris)
  }

  #damaged({line, lines}: Debris): void {
    this.#add('changed', 'The line is no entry, or was changed', line)
    this.#damagedLines += lines
  }

  #checkHeader({entry}: ReadLine): void {
    // A damaged first line may have been it
    const isBegun = this.#entriesInFile > 0 || this.#damagedLines > 0
    if (isBegun || entry.kind === 'audit.opened') return
    this.#add('header', 'The file does not begin as a server begins it: lines before this one are missing')
  }

  #checkOrder({state: {sequence}, previous}: ReadLine): void {
    const before = this.#state
    if (before === undefined) {
      // What it continues is in files that are not here
      if (sequence === 1 && previous !== emptyChain.hash) this.#add('changed', 'The first entry continues another')
      return
    }
    // What a damaged line said is not known
    const expected = before.sequence + 1
    if (sequence === expected && previous !== before.hash) {
      this.#add('changed', `Entry ${before.sequence} is not what it was when this one was written after it`)
    }
    if (sequence >= expected && sequence <= expected + this.#damagedLines) return
    if (sequence > expected) this.#add('missing', `Before entry ${sequence}, ${missingText(expected, sequence - 1)}`)
    else this.#add('order', `Entry ${sequence} comes after entry ${before.sequence}`)
  }

  #add(kind: ChainProblem['kind'], problem: string, line = this.#line): void {
    this.#report({file: this.#file, line, kind, problem})
  }
}

function missingText(first: number, last: number): string {
  return first === last ? `entry ${first} is missing` : `entries ${first} to ${last} are missing`
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
