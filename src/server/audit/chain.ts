import {hash} from 'node:crypto'
import {crc32} from 'node:zlib'

/** Where a chain of entries stands: what its last line says. */
export interface ChainState {
  /** Of the last entry; 0 before the first. */
  readonly sequence: number
  /** SHA-256 of the bytes of its line without the line end, hexadecimal. */
  readonly hash: string
  /** The administrative change up to which the journal was written out. */
  readonly change: number
}

export const emptyChain: ChainState = {sequence: 0, hash: '0'.repeat(64), change: 0}

/** The layout of a line, as the first line of every file says it. */
export const chainFormat = 1

/** A line of an audit file, with the line end. */
export interface ChainLine {
  readonly text: string
  readonly state: ChainState
}

/**
 * Puts members of a JSON object into the next line of a chain. The sum at its end (CRC-32 of all before it) is there so that
 * a change of the last line is noticed, which no other line vouches for.
 */
export function nextLine({sequence, hash: previous, change}: ChainState, body: string, newChange = change): ChainLine {
  const next = sequence + 1
  const head = `{"sequence":${next},"previous":"${previous}",${body},"change":${newChange}`
  const line = `${head},"sum":"${sumOf(head)}"}`
  return {text: `${line}\n`, state: {sequence: next, hash: lineHash(line), change: newChange}}
}

export function lineHash(line: string | Uint8Array): string {
  return hash('sha256', line)
}

function sumOf(head: string | Uint8Array): string {
  return crc32(head).toString(16).padStart(8, '0')
}

/** A line that is what it was when it was written, as far as can be told from itself. */
export interface ReadLine {
  readonly state: ChainState
  /** Hash of the line before it. */
  readonly previous: string
  readonly entry: Readonly<Record<string, unknown>>
}

const tailLength = ',"sum":"00000000"}'.length

/** Takes a line apart, without its line end; undefined when it is no entry, or was changed. */
export function readLine(bytes: Uint8Array): ReadLine | undefined {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const head = line.subarray(0, -tailLength)
  if (line.toString('latin1', head.length) !== `,"sum":"${sumOf(head)}"}`) return undefined
  const entry = parseObject(line.toString('utf8'))
  const {sequence, previous, change} = entry ?? {}
  if (entry === undefined || !isCount(sequence) || !isCount(change) || typeof previous !== 'string') return undefined
  return {entry, previous, state: {sequence, hash: lineHash(line), change}}
}

/** Whether a line that is no entry may be the beginning of the one that follows in a chain, or in any when it is not known. */
export function isTornLine(line: string, state: ChainState | undefined): boolean {
  const start = state === undefined ? '{"sequence":' : `{"sequence":${state.sequence + 1},"previous":"${state.hash}",`
  return !line.endsWith('"}') && (line.startsWith(start) || start.startsWith(line))
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
