import type {Appended, AuditSink, SinkTail} from '../../../../src/server/audit/sink.ts'

/** A place for lines that can be made to fail, and to fill up. */
export class MemorySink implements AuditSink {
  readonly name: string
  text = ''
  /** Bytes that it takes altogether. */
  capacity = Infinity
  /** Nothing can be opened. */
  isGone = false
  isMovedAway = false
  writes = 0
  /** What the next opening finds. */
  tail: SinkTail | undefined
  /** Resolves before a write is done. */
  delay: (() => Promise<void>) | undefined

  constructor(name = 'memory') {
    this.name = name
  }

  get entries(): readonly Readonly<Record<string, unknown>>[] {
    return this.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  }

  get kinds(): readonly unknown[] {
    return this.entries.map(({kind}) => kind)
  }

  async open(): Promise<SinkTail | undefined> {
    if (this.isGone) throw new Error('It is gone')
    return this.tail
  }

  async isMoved(): Promise<boolean> {
    return this.isMovedAway
  }

  async append(bytes: Uint8Array): Promise<Appended> {
    await this.delay?.()
    this.writes += 1
    const room = Math.max(0, this.capacity - this.text.length)
    const taken = Buffer.from(bytes).toString('latin1').slice(0, room)
    this.text += taken
    if (taken.length === bytes.length) return {bytes: taken.length}
    return {bytes: taken.length, error: new Error('It is full')}
  }

  async close(): Promise<void> {
    // Nothing is open
  }
}
