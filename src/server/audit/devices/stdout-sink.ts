import {write} from 'node:fs'
import {promisify} from 'node:util'
import type {Appended, AuditSink} from '../sink.ts'

const writeTo = promisify(write)
const standardOutput = 1

/** Standard output, for whoever collects what processes print. */
export class StdoutSink implements AuditSink {
  readonly name = 'stdout'

  async open(): Promise<undefined> {
    return undefined
  }

  async isMoved(): Promise<boolean> {
    return false
  }

  async append(bytes: Uint8Array): Promise<Appended> {
    let written = 0
    try {
      while (written < bytes.length) {
        const {bytesWritten} = await writeTo(standardOutput, bytes, written)
        written += bytesWritten
      }
      return {bytes: written}
    } catch (error) {
      return {bytes: written, error: error instanceof Error ? error : undefined}
    }
  }

  async close(): Promise<void> {
    // It is not ours
  }
}
