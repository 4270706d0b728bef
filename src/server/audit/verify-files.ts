import {createReadStream} from 'node:fs'
import {UsageError} from '../../errors.ts'
import {ChainVerifier, type ChainProblem} from './chain-verifier.ts'
import type {ReadLine} from './chain.ts'

export interface VerifiedFile {
  readonly file: string
  readonly entries: number
  readonly bytes: number
}

/** What is to be said of files that continue each other. */
export interface Verification {
  readonly files: readonly VerifiedFile[]
  readonly entries: number
  /** Hash of the line that the first entry follows; undefined when it is the first of all. */
  readonly continues: string | undefined
  readonly first: {readonly sequence: number; readonly time: string} | undefined
  /** Its hash proves later that nothing was taken from the end. */
  readonly last: {readonly sequence: number; readonly time: string; readonly hash: string} | undefined
  /** The first of them; `problemCount` are there. */
  readonly problems: readonly ChainProblem[]
  readonly problemCount: number
  /** Whether there is an entry with the hash that was asked for; undefined when none was. */
  readonly isExpectedFound: boolean | undefined
}

/** Nobody reads more. */
const mostProblems = 100
/** No entry is nearly as long. */
const longestLine = 16 * 1024 * 1024
const lineEnd = 0x0a

/**
 * Reads audit files, the oldest first, and finds every line that was changed, removed, inserted or moved. Takes one line at a
 * time into memory. `expect` is the hash of an entry that must be there. Fails as reading a file fails.
 */
export async function verifyFiles(
  files: readonly string[],
  {expect}: {readonly expect?: string | undefined} = {},
): Promise<Verification> {
  const problems: ChainProblem[] = []
  let problemCount = 0
  let first: ReadLine | undefined
  let last: ReadLine | undefined
  let isExpectedFound = false
  const verifier = new ChainVerifier((problem) => {
    problemCount += 1
    if (problems.length < mostProblems) problems.push(problem)
  })
  const verified: VerifiedFile[] = []
  for (const file of files) {
    let entries = 0
    const tell = (line: ReadLine): void => {
      entries += 1
      first ??= line
      last = line
      if (line.state.hash === expect) isExpectedFound = true
    }
    const bytes = await verifyFile(verifier, file, tell).catch((error: unknown) => {
      // Reading does not say of what
      throw error instanceof Error ? Object.assign(error, {path: file}) : error
    })
    verified.push({file, entries, bytes})
  }
  return {
    files: verified,
    entries: verified.reduce((sum, {entries}) => sum + entries, 0),
    continues: first === undefined || first.state.sequence === 1 ? undefined : first.previous,
    first: first && {sequence: first.state.sequence, time: timeOf(first)},
    last: last && {sequence: last.state.sequence, time: timeOf(last), hash: last.state.hash},
    problems,
    problemCount,
    isExpectedFound: expect === undefined ? undefined : isExpectedFound,
  }
}

/** The number of bytes. */
async function verifyFile(verifier: ChainVerifier, file: string, onLine: (line: ReadLine) => void): Promise<number> {
  const tell = (line: ReadLine | undefined): void => {
    if (line !== undefined) onLine(line)
  }
  verifier.beginFile(file)
  let rest: Buffer = Buffer.alloc(0)
  let size = 0
  for await (const chunk of createReadStream(file, {highWaterMark: 1024 * 1024})) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A file is read as bytes')
    size += chunk.length
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, start)) {
      tell(verifier.take(bytes.subarray(start, end)))
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (rest.length > longestLine) throw noAudit(file)
  }
  tell(verifier.endFile(rest))
  return size
}

function noAudit(file: string): UsageError {
  return new UsageError(`The file ${file} is no audit: it has a line of more than ${longestLine} bytes`)
}

function timeOf({entry: {time}}: ReadLine): string {
  return typeof time === 'string' ? time : ''
}
