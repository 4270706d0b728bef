import type {Socket} from 'node:net'

/** Why there are none. */
export type NoBytes = 'timeout' | 'closed'

/**
 * Looks at what comes first on a connection and leaves it there for whoever reads next. `then` is called once; after `time`
 * milliseconds of silence without bytes.
 */
export function firstBytes(socket: Socket, time: number, then: (first: Buffer | NoBytes) => void): void {
  const done = (first: Buffer | NoBytes): void => {
    clearTimeout(timer)
    socket.off('readable', look).off('close', close).off('error', close)
    then(first)
  }
  const look = (): void => {
    const bytes: Buffer | null = socket.read()
    // Also told of the end
    if (bytes === null) return
    socket.unshift(bytes)
    done(bytes)
  }
  const close = (): void => done('closed')
  const timer = setTimeout(() => done('timeout'), time)
  socket.on('readable', look).on('close', close).on('error', close)
}
