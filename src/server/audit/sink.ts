import type {ChainState} from './chain.ts'

/** What stands at the end of a place that can be read again. */
export interface SinkTail {
  /** Of the last whole entry; undefined when there is none. */
  readonly state: ChainState | undefined
  /** Bytes behind it, without line ends around them: entries that were not written to their end. */
  readonly torn: Uint8Array | undefined
  /** The last line has its line end, or there is no line. */
  readonly endsLine: boolean
}

/** How far a write got. */
export interface Appended {
  /** Bytes that are written. */
  readonly bytes: number
  /** Why it are not all. */
  readonly error?: Error | undefined
}

/** A place for lines: nothing that is there is ever changed. */
export interface AuditSink {
  /** As it was named, `file:/var/log/kmipctl.audit`. */
  readonly name: string
  /** Opens it, anew if it is open; undefined where nothing can be read. Rejects when it cannot be had. */
  open(): Promise<SinkTail | undefined>
  /** Whether what was opened is not any more what the name leads to. */
  isMoved(): Promise<boolean>
  /** Never rejects. */
  append(bytes: Uint8Array): Promise<Appended>
  close(): Promise<void>
}
