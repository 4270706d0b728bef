import {constants} from 'node:fs'
import {open, stat, type FileHandle} from 'node:fs/promises'
import {resolve} from 'node:path'
import {StorageError} from '../../../errors.ts'
import type {Appended, AuditSink, SinkTail} from '../sink.ts'
import {readTail} from './file-tail.ts'
import {lockForWriting} from './writer-lock.ts'

const {O_APPEND, O_CREAT, O_NOCTTY, O_RDWR, O_WRONLY} = constants

/** A file to which lines are appended; only its owner may read it. */
export class FileSink implements AuditSink {
  readonly name: string
  readonly #path: string
  /** Waits for the disk after every write. */
  readonly #sync: boolean
  #file: FileHandle | undefined
  #unlock: (() => Promise<void>) | undefined

  constructor(path: string, {sync}: {readonly sync: boolean}) {
    this.#path = resolve(path)
    this.#sync = sync
    this.name = `file:${this.#path}`
  }

  async open(): Promise<SinkTail | undefined> {
    await this.#closeFile()
    const isFile = await stat(this.#path).then(
      (found) => found.isFile(),
      () => true,
    )
    // Pipes and the like cannot be read, and are not made
    const flags = isFile ? O_APPEND | O_CREAT | O_RDWR : O_APPEND | O_WRONLY | O_NOCTTY
    const file = await open(this.#path, flags, 0o600)
    try {
      // What is no file takes lines of many
      if (isFile) this.#unlock ??= await lockForWriting(this.#path)
      const tail = isFile ? await readTail(file, this.#path) : undefined
      this.#file = file
      return tail
    } catch (error) {
      await file.close()
      throw error
    }
  }

  async isMoved(): Promise<boolean> {
    const file = this.#file
    if (file === undefined) return true
    const [ours, theirs] = await Promise.all([file.stat(), stat(this.#path).catch(() => undefined)])
    return theirs === undefined || theirs.ino !== ours.ino || theirs.dev !== ours.dev
  }

  async append(bytes: Uint8Array): Promise<Appended> {
    const file = this.#file
    if (file === undefined) return {bytes: 0, error: new StorageError('UNAVAILABLE', `${this.name} is not open`)}
    let written = 0
    try {
      // A disk that fills up takes a part before it refuses
      while (written < bytes.length) {
        const {bytesWritten} = await file.write(bytes, written, bytes.length - written, null)
        written += bytesWritten
      }
      if (this.#sync) await file.datasync()
      return {bytes: written}
    } catch (error) {
      return {bytes: written < bytes.length ? written : 0, error: error instanceof Error ? error : undefined}
    }
  }

  async close(): Promise<void> {
    await this.#closeFile()
    await this.#unlock?.()
    this.#unlock = undefined
  }

  async #closeFile(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }
}
