import type {FileHandle} from 'node:fs/promises'
import {UsageError} from '../../../errors.ts'
import {isTornLine, readLine} from '../chain.ts'
import type {SinkTail} from '../sink.ts'

const firstPiece = 64 * 1024
/** No entry is that long, and nothing that was torn. */
const longestSearch = 64 * 1024 * 1024
const lineEnd = 0x0a

/**
 * Reads the end of an audit file: its last whole entry and what is behind it.
 *
 * @throws UsageError when what is behind it was not written by an audit: nothing may be appended to that
 */
export async function readTail(file: FileHandle, path: string): Promise<SinkTail> {
  const {size} = await file.stat()
  for (let length = firstPiece; length <= longestSearch; length *= 4) {
    const start = Math.max(0, size - length)
    const tail = tailIn(await readAt(file, start, size), start === 0)
    if (tail === 'unknown') break
    if (tail !== undefined) return tail
  }
  throw new UsageError(`The file ${path} does not end with an entry of an audit`, {
    hint: `Look at it with kmipctl audit verify ${path}, and move it away: a new file goes on with the chain`,
  })
}

/** Undefined when more has to be read. */
function tailIn(bytes: Buffer, isWhole: boolean): SinkTail | 'unknown' | undefined {
  const endsLine = bytes.length === 0 || bytes.at(-1) === lineEnd
  const content = endsLine ? bytes.length - 1 : bytes.length
  for (let end = content; end > 0;) {
    const start = bytes.lastIndexOf(lineEnd, end - 1) + 1
    if (start === 0 && !isWhole) return undefined
    const line = readLine(bytes.subarray(start, end))
    if (line !== undefined) return checked({state: line.state, torn: bytes.subarray(end + 1, content), endsLine})
    end = start - 1
  }
  return checked({state: undefined, torn: bytes.subarray(0, Math.max(0, content)), endsLine})
}

function checked({state, torn, endsLine}: SinkTail): SinkTail | 'unknown' {
  if (torn === undefined || torn.length === 0) return {state, torn: undefined, endsLine}
  const lines = Buffer.from(torn).toString('latin1').split('\n')
  return lines.every((line) => isTornLine(line, state)) ? {state, torn, endsLine} : 'unknown'
}

async function readAt(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start)
  let filled = 0
  while (filled < bytes.length) {
    const {bytesRead} = await file.read(bytes, filled, bytes.length - filled, start + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}
